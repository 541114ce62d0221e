# 通知：主题、正文、短信。
notice-hello = 您好：
notice-turn = 现在轮到：{ $who }
notice-until = 最晚：{ $until }
notice-amount = 金额：{ $amount }
notice-link = 查看和处理：{ $link }
notice-receipt = 回执（见附件，与本次进展一一对应）：{ $url }
notice-receipt-later = 回执：日志此刻尚未签名，稍后可在上面的链接里取得。
notice-receipt-picture = 回执的二维码。扫码即在您的手机上核验，不会发送任何内容；请保留，它能证明记录日后有没有被改动。
notice-bye = 投诉处理组
notice-ways = 如果您不认同，还有这些途径（在这里投诉不影响您的其他权利）：

notice-filed-subject = 我们收到了您的投诉 { $number }
notice-filed = 您的投诉已经登记，单号 { $number }。请保存下面的链接，随时查看进度、补充材料或撤回。
notice-filed-sms = 投诉 { $number } 已收到，进度与补充：{ $link }

notice-gap_asked-subject = 投诉 { $number }：还差一点信息
notice-gap_asked = 有了下面的信息，我们能办得更快。点开链接，一下就能回答；没有也没关系，我们会先继续。
notice-gap_asked-sms = 投诉 { $number } 还差一点信息，一下就能答：{ $link }

notice-triaged-subject = 投诉 { $number } 已有专人负责
notice-triaged = 我们看过了您的投诉，已交给专人处理。
notice-triaged-sms = 投诉 { $number } 已有专人负责，进度：{ $link }

notice-message-subject = 投诉 { $number } 有新的回复
notice-message = 处理专员给您留言：
notice-message-sms = 投诉 { $number } 有新回复，请看：{ $link }

notice-evidence_asked-subject = 投诉 { $number }：请提供证据
notice-evidence_asked = 为了把事情弄清楚，需要您提供：
notice-evidence_asked-sms = 投诉 { $number } 需要您补一份证据，请看：{ $link }

notice-finding-subject = 投诉 { $number } 的责任认定
notice-finding = 我们看过双方的证据，已作出认定。理由和引用的证据都在链接里。
notice-finding-sms = 投诉 { $number } 已作出责任认定，请看：{ $link }

notice-offer-subject = 投诉 { $number } 有了解决方案
notice-offer = 有一份方案请您看看，可以接受、提出别的想法，或者谢绝：
notice-offer-sms = 投诉 { $number } 有了解决方案，请答复：{ $link }

notice-offer_expired-subject = 投诉 { $number }：方案已到期
notice-offer_expired = 这个方案的答复期限已过，方案不再有效。投诉仍在处理，我们会再和您联系；您也可以随时告诉我们您的想法。
notice-offer_expired-sms = 投诉 { $number } 的方案已到期，我们会再和您联系：{ $link }

notice-offer_withdrawn-subject = 投诉 { $number }：方案已撤回
notice-offer_withdrawn = 之前的方案已经撤回，不再有效。投诉仍在处理，我们会再和您联系；您也可以随时告诉我们您的想法。
notice-offer_withdrawn-sms = 投诉 { $number } 的方案已撤回，我们会再和您联系：{ $link }

notice-accepted-subject = 投诉 { $number }：方案已接受
notice-accepted = 方案已被接受，接下来逐项办理，每办好一项都会有凭证。
notice-accepted-sms = 投诉 { $number } 的方案已接受，正在办理：{ $link }

notice-valid-until = { $code }（有效期至 { $until }）
notice-remedy_done-subject = 投诉 { $number }：已为您办好一项
notice-remedy_done = 下面这一项已经办好，凭证在链接里：
notice-remedy_done-sms = 投诉 { $number } 已办好一项，凭证：{ $link }

notice-remedy_failed-subject = 投诉 { $number }：有一项没有办成
notice-remedy_failed = 很抱歉，下面这一项没有办成。处理专员正在想办法，您不用做什么：
notice-remedy_failed-sms = 投诉 { $number } 有一项没办成，我们正在处理：{ $link }

notice-closed-subject = 投诉 { $number } 已结案
notice-closed = 您的投诉已经结案。结果和理由如下；如果您不认同，链接里有其他途径。
notice-closed-sms = 投诉 { $number } 已结案，结果：{ $link }

notice-survey-subject = 投诉 { $number }：这次处理您满意吗？
notice-survey = 想请您回答两个问题，一分钟就好。任何一项低于 80 分，会换一位专员重新处理。
notice-survey-sms = 投诉 { $number }：请为这次处理打分，一分钟：{ $link }

notice-reopened-subject = 投诉 { $number } 重新处理
notice-reopened = 谢谢您告诉我们不满意的地方。另一位处理专员会从头再看一遍。
notice-reopened-sms = 投诉 { $number } 已重新处理，进度：{ $link }

notice-withdrawn-subject = 投诉 { $number } 已撤回
notice-withdrawn = 按您的意思，我们停止了处理。记录仍为您保留；需要时可以重新投诉。
notice-withdrawn-sms = 投诉 { $number } 已按您的意思撤回。

notice-code-subject = 验证码 { $code }
notice-code = 您的验证码是 { $code }，10 分钟内有效。请不要告诉任何人，我们的工作人员也不会向您索要。如果不是您本人操作，不用理会。
notice-code-sms = 验证码 { $code }，10 分钟内有效，请勿告诉他人。

notice-merchant_asked-subject = 投诉 { $number }：请在期限内答复
notice-merchant_asked = 有一份投诉需要贵店答复或举证：
notice-merchant_asked-sms = 投诉 { $number } 需要贵店答复：{ $link }

notice-merchant_decided-subject = 投诉 { $number } 的处理决定
notice-merchant_decided = 与贵店有关的投诉已有决定。理由、金额和申诉途径都在链接里。
notice-merchant_decided-sms = 投诉 { $number } 已有决定：{ $link }

notice-reminder-subject = 投诉 { $number }：快到答复期限了
notice-reminder = 提醒您：投诉 { $number } 还在等您答复，期限快到了。
notice-reminder-sms = 投诉 { $number } 在等您答复，期限快到了：{ $link }

notice-claim_reminder-subject = 投诉 { $number } 的先行赔付待追偿
notice-claim_reminder = 平台已先行赔付消费者。贵店应承担的金额、依据和付款方式都在链接里。
notice-claim_reminder-sms = 投诉 { $number } 先行赔付待追偿：{ $link }

notice-carrier_claim-subject = 投诉 { $number } 的追偿函
notice-carrier_claim = 贵司承运的一票货物引起投诉，我方已先行赔付消费者，现依据认定向贵司追偿。依据列明如下，并随函附上。
notice-carrier_claim-sms = 投诉 { $number } 的追偿函已发至邮箱，请查收。

notice-carrier_reminder-subject = 催付：投诉 { $number } 的追偿款
notice-carrier_reminder = 以下追偿款尚未结清，依据再次随函附上。
notice-carrier_reminder-sms = 投诉 { $number } 的追偿款尚未结清，详见邮件。

claim-letter-parcel = 运单：{ $carrier } { $tracking }
claim-letter-paid = 已付：{ $amount }
claim-letter-share = 责任认定：承运方承担 { $percent }%
claim-letter-enclosed = { $what }（随函附上）
claim-letter-named = { $what }（存我方备查）
claim-letter-pay = 付款时请注明 { $reference }；有异议请与我方对接人联系。

notice-measure-subject = 投诉 { $number } 引起的处置措施
notice-measure = 对贵店采取了一项措施。依据条款、理由、计算过程、期限和申诉途径都在商家页面。
notice-measure-sms = 投诉 { $number } 处置措施：{ $link }

notice-score_measure-subject = 因风险评分对贵店采取的措施
notice-score_measure = 因风险评分（而非某一件投诉）对贵店采取了一项措施。依据条款、理由和计算过程如下：
notice-score_measure-sms = 因风险评分对贵店采取措施，请看：{ $link }

notice-closing_measure-subject = 停止收取预付款的通知
notice-closing_measure = 贵店被标记为将停业，即日起不得再收取预付款。依据条款和理由如下：
notice-closing_measure-sms = 贵店不得再收取预付款，请看：{ $link }

notice-measure_answered-subject = 处置措施的复核结果
notice-measure_answered = 对贵店的一项措施已有结果：
notice-measure_answered-sms = 贵店的处置措施有结果：{ $link }

notice-objection_late-subject = 对处置措施的异议还没有答复
notice-objection_late = 贵店对一项措施的异议没有在期限内得到答复。这不是拒绝：已转给上一级的人，异议仍然开着，直到有人答复。
notice-objection_late-sms = 贵店的异议已超时、仍未结，不等于拒绝：{ $link }
