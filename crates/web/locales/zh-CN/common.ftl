# 各处共用的词。
name = 投诉处理
skip = 跳到正文
other-language = English
more = 更多
zone = 时间均为北京时间（UTC+8）。
sending = 正在发送…
send = 发送
close = 关闭
why = 为什么
pages = 翻页
newer = 较新的
older = 较早的
amount = 金额
detail = 说明
reason = 理由

nav-file = 我要投诉
nav-return = 查看进度
nav-verify = 验证回执

day-today = 今天
day-yesterday = 昨天
day-tomorrow = 明天
span-moment = 不到 1 分钟
span-minutes = { $n } 分钟
span-hours = { $n } 小时
span-days = { $n } 天

stages = 处理阶段
stage-done = 已完成
stage-of = 现在是第 { $step } 步，共 8 步：{ $stage }
stage-received = 收到
stage-complete = 补全
stage-triage = 研判
stage-investigate = 调查
stage-settle = 方案
stage-execute = 执行
stage-follow_up = 回访
stage-closed = 结案

grade-a = 重大
grade-b = 较重
grade-c = 一般

party-customer = 消费者
party-merchant = 商家
party-handler = 处理专员
party-carrier = 承运方
party-platform = 平台

clock-green = 时间充裕
clock-amber = 时间不多
clock-red = 已超时
clock-paused = 暂停计时
clock-left = 还剩 { $span }
clock-over = 已超过 { $span }
clock-owner = 由{ $who }负责

seal-sealed = ✓ 已封存
seal-waiting = ◔ 等待检查点
seal-anchored = ✓✓ 已对外存证
seal-why = “已封存”表示文件从收到起没有被改动过；点开可以查看证明。

remedy-refund = 全额退款
remedy-partial_refund = 部分退款
remedy-return = 退货
remedy-exchange = 换货
remedy-resend = 补发
remedy-expedite = 加急发货
remedy-return_label = 免费退货面单
remedy-return_freight = 退货运费
remedy-repair = 维修
remedy-extended_warranty = 延长保修
remedy-coupon = 优惠券
remedy-points = 积分
remedy-gift = 赠品
remedy-apology = 道歉
remedy-interest = 利息
remedy-payout = 寄卖结算款
remedy-performance = 换店履行
remedy-compensation = 赔偿
remedy-explanation = 说明情况

noticed-on_delivery = 收货时
noticed-in_use = 使用中
noticed-after_days = 过了几天
noticed-other = 其他时候

told-all = 全部
told-message = 留言
told-note = 内部备注
told-evidence = 证据
told-clock = 时限
told-money = 钱款
told-decision = 决定

offer-open = 等待答复
offer-accepted = 已接受
offer-countered = 已提出别的想法
offer-declined = 已谢绝
offer-withdrawn = 已收回
offer-expired = 已过期

outcome-settled = 双方和解
outcome-explained = 说明清楚
outcome-refused = 未予支持（说明理由）
outcome-withdrawn = 已撤回
outcome-no_answer = 联系不上，暂作了结
relief-explanation = 说明
relief-monetary = 退赔
relief-non_monetary = 非金钱补救
relief-none = 无

form-errors = 还差一点，请看下面几处：
order = 订单
order-number = 订单号
order-shop = 商家
order-items = 商品
order-paid = 实付
parcel = 物流
evidence = 证据
timeline = 经过
if-silent = 如果到时没有答复：
offer-from = { $who }提出的方案
offer-until = 请在此之前答复：
offer-menu = 方案内容
offer-menu-why = 可多选；每一项被接受后各自计时。
offer-choice = 怎样给
offer-choice-all = 全部一起给
offer-choice-one = 请消费者任选一项
offer-expires = 有效期
offer-said = 想说的话
answer-words = 您的回答
upload = 上传
upload-title = 上传证据
upload-choose = 选择照片、视频或文件
upload-shows = 它能说明什么

error-400 = 这个请求我们没看懂
error-400-do = 请返回上一页，检查填写的内容后再试一次。
error-403 = 您暂时不能查看这里
error-403-do = 链接可能已失效，或者登录已过期。您可以用投诉单号和验证码重新进入。
error-404 = 没有找到这个页面
error-404-do = 请检查链接是否完整。忘了链接也没关系，用投诉单号和验证码就能找回。
error-409 = 内容刚刚有了变化
error-409-do = 在您提交之前，这里已经有人更新过。请返回刷新，看看最新情况再决定；您写的内容没有被提交。
error-413 = 文件太大了
error-413-do = 请把视频剪短一些，或者分几次上传。
error-415 = 这种文件我们打不开
error-415-do = 请上传照片、视频、录音或 PDF。
error-429 = 请求太频繁了
error-429-do = 请稍等一分钟再试，您的内容不会丢失。
error-500 = 我们这边出了问题
error-500-do = 不是您的错。我们已经记下这次故障，请稍后再试；如果一直不行，请把下面的编号告诉我们。
error-id = 编号
