# Words used everywhere.
name = Redress
skip = Skip to content
other-language = 中文
more = More
zone = All times are Beijing time (UTC+8).
sending = Sending…
send = Send
close = Close
why = why
pages = Pages
newer = Newer
older = Older
amount = amount
detail = details
reason = Reason

nav-file = File a complaint
nav-return = Check progress
nav-verify = Verify a receipt

day-today = today
day-yesterday = yesterday
day-tomorrow = tomorrow
span-moment = less than a minute
span-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
span-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}

stages = Stages
stage-done = done
stage-of = Step { $step } of 8: { $stage }
stage-received = Received
stage-complete = Complete
stage-triage = Triage
stage-investigate = Investigate
stage-settle = Settle
stage-execute = Execute
stage-follow_up = Follow-up
stage-closed = Closed

grade-a = major
grade-b = serious
grade-c = ordinary

party-customer = customer
party-merchant = merchant
party-handler = case handler
party-carrier = carrier
party-platform = platform

clock-green = on time
clock-amber = due soon
clock-red = overdue
clock-paused = paused
clock-left = { $span } left
clock-over = { $span } over
clock-owner = resting with: { $who }

seal-sealed = ✓ sealed
seal-waiting = ◔ waiting for checkpoint
seal-anchored = ✓✓ anchored outside
seal-why = “Sealed” means the file has not changed since we received it. Open it to see the proof.

remedy-refund = Full refund
remedy-partial_refund = Partial refund
remedy-return = Return
remedy-exchange = Exchange
remedy-resend = Send again
remedy-expedite = Send sooner
remedy-return_label = Prepaid return label
remedy-return_freight = Return freight
remedy-repair = Repair
remedy-extended_warranty = Extended warranty
remedy-coupon = Coupon
remedy-points = Points
remedy-gift = Gift
remedy-apology = Apology
remedy-interest = Interest
remedy-payout = Payout of the sale
remedy-performance = Performance elsewhere
remedy-compensation = Compensation
remedy-explanation = Explanation

noticed-on_delivery = On delivery
noticed-in_use = While using it
noticed-after_days = Some days later
noticed-other = At another time

told-all = All
told-message = Messages
told-note = Internal notes
told-evidence = Evidence
told-clock = Deadlines
told-money = Money
told-decision = Decisions

offer-open = waiting for an answer
offer-accepted = accepted
offer-countered = answered with another wish
offer-declined = declined
offer-withdrawn = Taken back
offer-expired = expired

outcome-settled = Settled
outcome-explained = Explained
outcome-refused = Not granted, with reasons
outcome-withdrawn = Withdrawn
outcome-no_answer = No answer, closed for now
relief-explanation = Explanation
relief-monetary = Monetary
relief-non_monetary = Non-monetary
relief-none = None

form-errors = Nearly there. Please look at:
order = Order
order-number = Order number
order-shop = Shop
order-items = Items
order-paid = Paid
parcel = Parcel
evidence = Evidence
timeline = What has happened
if-silent = If there is no answer by then:
offer-from = Offer from the { $who }
offer-until = Please answer by
offer-menu = What is offered
offer-menu-why = Choose any number; once accepted, each has its own deadline.
offer-choice = How
offer-choice-all = All of it together
offer-choice-one = The customer picks one
offer-expires = Valid for
offer-said = A few words
answer-words = Your answer
upload = Upload
upload-title = Upload evidence
upload-choose = Choose photos, videos or files
upload-shows = What it shows

error-400 = We could not read that request
error-400-do = Please go back, check what you entered and try again.
error-403 = You cannot see this right now
error-403-do = The link may have expired, or you are no longer signed in. You can come back with your complaint number and a code.
error-404 = This page was not found
error-404-do = Please check that the link is complete. If you have lost it, your complaint number and a code bring you back.
error-409 = Something has just changed
error-409-do = Someone updated this before you sent your form. Go back, reload, and decide with the latest facts; what you wrote was not submitted.
error-413 = That file is too large
error-413-do = Please shorten the video or upload in several parts.
error-415 = We cannot open that kind of file
error-415-do = Please upload photos, videos, recordings or PDF.
error-429 = Too many requests
error-429-do = Please wait a minute and try again; nothing you wrote is lost.
error-500 = Something went wrong on our side
error-500-do = It is not your fault. We have recorded it; please try again later, and give us the number below if it keeps happening.
error-id = Reference
