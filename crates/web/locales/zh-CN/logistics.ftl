# 物流熔断：一条线路、一个承运方或一种商品的包裹出问题太多时，按规则先给方案。
logistics = 物流熔断
logistics-why = 一条线路、一个承运方或一种商品，时间窗内出问题的包裹太多就会熔断；等这些包裹的顾客不用先投诉，就会按规则收到方案，以本次熔断的预算为限。一段时间不再出问题自动恢复。
logistics-tripped = 正在熔断
logistics-none = 没有正在熔断的线路、承运方或商品。
logistics-since = 自
logistics-because = 原因
logistics-matched = 时间窗内 { $counted } 件里有 { $matched } 件出问题
logistics-offers = 已给方案
logistics-left = 本次预算余
logistics-parcels = 涉及的包裹
logistics-passed = 未给方案：
logistics-reset = 恢复
logistics-reset-why = 为什么可以恢复
logistics-widen = 追加预算
logistics-widen-why = 为什么追加
logistics-judged = 近 14 天的包裹
logistics-nothing-judged = 还没有可以判断的包裹。
logistics-trips-late = { $scope }：{ $window } 小时内有 { $least } 件{ $share ->
        [0] {""}
       *[other] （且至少占 { $share }%）
    }比承诺晚 { $by } 小时以上
logistics-trips-no-scan = { $scope }：{ $window } 小时内有 { $least } 件{ $share ->
        [0] {""}
       *[other] （且至少占 { $share }%）
    }{ $by } 小时没有轨迹
logistics-trips-warmer = { $scope }：{ $window } 小时内有 { $least } 件{ $share ->
        [0] {""}
       *[other] （且至少占 { $share }%）
    }高于 { $by }℃
logistics-past = 过去的熔断
logistics-name = 线路、承运方、商品
logistics-wrong = 出问题
logistics-ended = 恢复
logistics-by-hand = 人工
logistics-by-rule = 按规则
logistics-done = 已记录。
scope-route = 线路
scope-carrier = 承运方
scope-product = 商品
