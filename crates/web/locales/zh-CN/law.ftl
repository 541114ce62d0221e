# 法律：适用的条文、依法计算、引用核对、其他途径。
law = 法律
law-applies = 适用的法律和理由
law-by-day = 按事件当日有效的文本
law-deal = 交易日
law-deal-unknown = 未知（按投诉日）
law-complaint = 投诉日
law-none = 没有条文与本单已知的情况对上。
law-more = 另有 { $count } 条
law-ours = （我们的概括，非官方）
law-counsel = 须请法务确认
law-facts = { $number } · 有效期 { $from } 至 { $to } · 来源 { $source } · 核对 { $checked } · { $tag }
law-open = 未载明
law-no-right = 这是算法，不是结论：是否构成欺诈、是否不安全，由人认定。
law-all = 全部条文和计算
law-doubts = 已写出的引用，请再看一眼：
law-reckon = 依法计算
law-reckon-why = 金额按分计算；除不尽时四舍五入到分，只在写明的那一步。
law-what = 算什么
law-go = 计算
jurisdiction-cn = 中国法
jurisdiction-eu = 欧盟法
jurisdiction-uk = 英国法
jurisdiction-us = 美国法

law-sum-triple = 退一赔三
law-sum-food = 食品十倍或三倍损失
law-sum-price_difference = 退差价
law-sum-no_reason_return = 七日无理由退货
law-sum-quality_return = 质量问题退货
law-sum-prepaid_cooling_off = 预付款七日内退
law-sum-prepaid_operator = 预付款：非消费者原因
law-sum-prepaid_consumer = 预付款：消费者原因
law-sum-prepaid_period = 预付款：不限次的卡
law-sum-interest = 利息

law-field-paid = 实付（元）
law-field-loss = 损失（元）
law-field-freight = 退货运费（元）
law-field-other = 他人价格（元）
law-field-gift = 赠送（元）
law-field-used_list = 已消费，按原价（元）
law-field-used_reduced = 已消费，按优惠价（元）
law-field-rate = 年利率（%）
law-field-days_total = 总天数
law-field-days_left = 剩余天数
law-field-days = 计息天数
law-field-paid_on = 付款日
law-field-received_on = 签收日
law-field-returned_on = 商家收到退货日
law-field-asked_on = 提出日

law-step-refund_price = 退还价款：{ $paid }，得 { $result }。
law-step-triple = 价款的三倍：{ $paid } × 3 = { $result }。
law-step-floor_raises = 最低 { $least }：{ $reached } 不足，按 { $result }。
law-step-floor_reached = 最低 { $least }：{ $reached } 已达到，为 { $result }。
law-step-ten_times = 价款的十倍：{ $paid } × 10 = { $result }。
law-step-three_losses = 损失的三倍：{ $loss } × 3 = { $result }。
law-step-greater = { $a } 与 { $b } 由消费者选择，较大的是 { $result }。
law-step-loss = 赔偿损失：{ $loss }，得 { $result }。
law-step-total = 合计：{ $base } + { $extra } = { $result }。
law-step-difference = 差价：{ $paid } − { $other } = { $result }。
law-step-freight_own = 退货运费 { $freight } 由消费者承担（另有约定的除外），商家承担 { $result }。
law-step-freight_shop = 运费 { $freight } 由商家承担，得 { $result }。
law-step-last_day_return = { $received } 签收，次日起算，第七日是 { $result }。
law-step-refund_until = { $returned } 收到退货，七日内退款：最晚 { $result }。
law-step-refund_line = { $returned } 收到退货，超过十五日（{ $result } 之后）未退款可能受处罚。
law-step-answer_line = { $asked } 提出，超过十五日（{ $result } 之后）未处理，视为故意拖延或者无理拒绝。
law-step-moves_on = { $last } 是休息日，最后一日顺延到其后第一个工作日 { $result }。
law-step-cooling_last_day = { $paid_on } 付款，七日内：第七日是 { $result }。
law-step-cooling_in_time = { $asked_on } 提出，在期限以内，退还全部 { $paid }，得 { $result }（此前未接受过相同商品或服务）。
law-step-cooling_late = { $asked_on } 提出，已超过期限，这一条不再退（{ $paid } 中退 { $result }）。
law-step-paid_less_used = 预付款减去已消费：{ $paid } − { $used } = { $result }。
law-step-nothing_left = 已消费 { $used } 超过预付款 { $paid }，退 { $result }。
law-step-used_reduced = 已消费按优惠价：{ $used }，计 { $result }。
law-step-used_in_ratio = 已消费按比例：{ $list } × { $paid } ÷ { $whole } = { $result }（四舍五入到分）。
law-step-excess_not_claimed = 按优惠价已消费 { $used }，不超过预付款 { $paid }：不要求补足，退 { $result }。
law-step-excess_open = 按优惠价已消费 { $used }，仍超过预付款 { $paid }：是否补足由人判断，退 { $result }。
law-step-time_left = 按剩余时间：{ $paid } × { $left } ÷ { $all } = { $result }（四舍五入到分）。
law-step-which_rate = 利率：有约定按约定；经营者原因按合同成立时一年期LPR；消费者原因按一年期存款基准利率；监管资金按实际利率。自合同解除之日起算，利率由计算的人查明后填写。
law-step-interest = 利息：{ $principal } × { $rate } × { $days } ÷ 365 = { $result }（四舍五入到分）。

cite-needs_counsel = { $what }：文本未经核对，须请法务确认。
cite-not_yet = { $what }：事件当日尚未生效（{ $day } 起施行）。
cite-no_longer = { $what }：事件当日已经失效（有效至 { $day }）。
cite-instead = 现行的是《{ $name }》。
cite-no_such_article = { $what }：没有这一条，全文到第 { $last } 条。
cite-not_held = { $what }：法律库里没有这一条，请核对条、款、项。
cite-unknown_law = { $what }：法律库里没有这部法。
cite-unnamed = { $what }：没有写明是哪部法。
law-under-other = 适用另一地的法律
law-under = 适用
law-under-set = 改为适用
line-jurisdiction_set = 适用{ $law }
