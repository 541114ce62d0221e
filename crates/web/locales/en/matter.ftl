similar = Similar closed cases
similar-show = Show similar closed cases
similar-see = See how similar cases ended
similar-none = { $count ->
    [one] One closed case was looked at; it is not like this one.
   *[other] { $count } closed cases were looked at; none is like this one.
}
similar-median = Middle of what was paid: { $percent }% of the amount
similar-help = Chosen from { $count ->
    [one] one closed case
   *[other] { $count } closed cases
}. A help, not a rule.
similar-kind = same kind
similar-product = same product
similar-merchant = same shop
similar-words = both speak of “{ $words }”
similar-word-and = ”, “
similar-amount = amounts { $apart }% apart
similar-amount-same = same amount
similar-and = {", "}
similar-paid = { $sum } paid ({ $percent }% of the amount)
similar-paid-plain = { $sum } paid
similar-days = closed after { $days ->
    [one] one day
   *[other] { $days } days
}
similar-same-day = closed the same day
similar-score = survey { $score }
ties = The same matter elsewhere
ties-show = Show other cases of the same matter
ties-none = No other case has the same order, parcel, payment, contact, address or picture.
ties-graph = How they hang together
ties-more = { $count } more: see how they hang together
ties-help = One parcel, one picture or one number in several cases says that they hang together, not that anybody is wrong. Cases that are erased or restricted are not among them.
ties-described = How this case hangs together with others; the same stands in the list below
ties-list = What they share
ties-why = What is the same
ties-filed = Filed
tied-count = { $count } cases
tie-order = Order
tie-parcel = Parcel
tie-payment = Payment
tie-account = Account
tie-phone = Phone
tie-mail = Mail
tie-address = Address
tie-buyer = Buyer
tie-device = Device
tie-file = File
tie-look = Pictures alike
tied-order = same order
tied-parcel = same parcel
tied-payment = same payment
tied-account = same account
tied-phone = same phone
tied-mail = same mail address
tied-address = same address
tied-buyer = same buyer
tied-device = same device
tied-file = same file
tied-look = pictures alike
