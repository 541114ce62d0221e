# Law: the articles that apply, sums, citations, the other ways.
law = Law
law-applies = Law that applies, and why
law-by-day = texts in force on the day of the event
law-deal = deal
law-deal-unknown = unknown (the day of the complaint counts)
law-complaint = complaint
law-none = No article meets what is known of this case.
law-more = { $count } more
law-ours = (our summary, not official)
law-counsel = needs counsel
law-facts = { $number } · in force { $from } to { $to } · source { $source } · checked { $checked } · { $tag }
law-open = not stated
law-no-right = A calculation and no verdict: whether it was fraud or unsafe is found by a person.
law-all = All articles and sums
law-doubts = Citations already written that need another look:
law-reckon = Calculate
law-reckon-why = In whole fen; what does not come out even is rounded half up to the fen, only in the step that says so.
law-what = What
law-go = Calculate
jurisdiction-cn = Law of China
jurisdiction-eu = Law of the EU
jurisdiction-uk = Law of the UK
jurisdiction-us = Law of the US

law-sum-triple = Refund and three times
law-sum-food = Food: ten times, or three losses
law-sum-price_difference = Price difference
law-sum-no_reason_return = Seven-day return
law-sum-quality_return = Return for a fault
law-sum-prepaid_cooling_off = Prepaid: within seven days
law-sum-prepaid_operator = Prepaid: not the consumer's cause
law-sum-prepaid_consumer = Prepaid: the consumer's cause
law-sum-prepaid_period = Prepaid: pass without limit
law-sum-interest = Interest

law-field-paid = Paid (yuan)
law-field-loss = Loss (yuan)
law-field-freight = Return freight (yuan)
law-field-other = What others paid (yuan)
law-field-gift = Given on top (yuan)
law-field-used_list = Consumed, list price (yuan)
law-field-used_reduced = Consumed, reduced price (yuan)
law-field-rate = Rate a year (%)
law-field-days_total = Days in all
law-field-days_left = Days left
law-field-days = Days of interest
law-field-paid_on = Paid on
law-field-received_on = Received on
law-field-returned_on = Shop got it back on
law-field-asked_on = Asked for on

law-step-refund_price = The price comes back: { $paid }, which gives { $result }.
law-step-triple = Three times the price: { $paid } × 3 = { $result }.
law-step-floor_raises = At least { $least }: { $reached } is less, so { $result }.
law-step-floor_reached = At least { $least }: { $reached } is enough, so { $result }.
law-step-ten_times = Ten times the price: { $paid } × 10 = { $result }.
law-step-three_losses = Three times the loss: { $loss } × 3 = { $result }.
law-step-greater = { $a } or { $b }, as the consumer chooses; the greater is { $result }.
law-step-loss = The loss: { $loss }, which gives { $result }.
law-step-total = Together: { $base } + { $extra } = { $result }.
law-step-difference = The difference: { $paid } − { $other } = { $result }.
law-step-freight_own = Return freight of { $freight } is the consumer's unless agreed otherwise; the shop bears { $result }.
law-step-freight_shop = Freight of { $freight } is the shop's, which gives { $result }.
law-step-last_day_return = Received { $received }, counted from the next day: the seventh day is { $result }.
law-step-refund_until = Returned { $returned }, refund within seven days: by { $result } at the latest.
law-step-refund_line = Returned { $returned }; no refund for more than 15 days (after { $result }) can be punished.
law-step-answer_line = Asked for on { $asked }; nothing done for more than 15 days (after { $result }) counts as wilful delay or unreasonable refusal.
law-step-moves_on = { $last } is a day of rest: the last day is the next working day, { $result }.
law-step-cooling_last_day = Paid { $paid_on }, within seven days: the seventh day is { $result }.
law-step-cooling_in_time = Asked for on { $asked_on }, in time: all of { $paid } comes back, { $result } (if the same was not had before).
law-step-cooling_late = Asked for on { $asked_on }, after the last day: by this article of { $paid } comes back { $result }.
law-step-paid_less_used = Paid less consumed: { $paid } − { $used } = { $result }.
law-step-nothing_left = { $used } was consumed, more than the { $paid } paid: { $result } comes back.
law-step-used_reduced = Consumed at the reduced price: { $used }, counted as { $result }.
law-step-used_in_ratio = Consumed in proportion: { $list } × { $paid } ÷ { $whole } = { $result } (half up to the fen).
law-step-excess_not_claimed = At the reduced price { $used }, not more than the { $paid } paid: no excess is claimed, { $result } comes back.
law-step-excess_open = At the reduced price { $used }, still more than the { $paid } paid: whether the excess is owed a person judges; { $result } comes back.
law-step-time_left = By the time left: { $paid } × { $left } ÷ { $all } = { $result } (half up to the fen).
law-step-which_rate = The rate: as agreed; by the operator's cause the one-year loan prime rate of the day of contract; by the consumer's the one-year deposit rate; for supervised funds the actual one. From the day the contract ended; whoever calculates looks it up.
law-step-interest = Interest: { $principal } × { $rate } × { $days } ÷ 365 = { $result } (half up to the fen).

cite-needs_counsel = { $what }: the text was not verified, ask counsel.
cite-not_yet = { $what }: not yet in force on the day of the event (from { $day }).
cite-no_longer = { $what }: no longer in force on the day of the event (until { $day }).
cite-instead = In force is the { $name }.
cite-no_such_article = { $what }: there is no such article, the law ends with { $last }.
cite-not_held = { $what }: the library does not hold it; check article, paragraph and item.
cite-unknown_law = { $what }: the library does not know this law.
cite-unnamed = { $what }: no law is named.
law-under-other = Another law applies
law-under = Under
law-under-set = Set
line-jurisdiction_set = Under { $law }
