# Notices: subject, body, text message.
notice-hello = Hello,
notice-turn = Next to act: { $who }
notice-until = No later than: { $until }
notice-amount = Amount: { $amount }
notice-link = See and act: { $link }
notice-receipt = Receipt (attached, for this very step): { $url }
notice-receipt-later = Receipt: the journal is not signed yet; you will find it behind the link above.
notice-receipt-picture = The receipt as a QR code. Your phone checks it without sending anything. Keep it: it shows whether the record was changed later.
notice-bye = The complaints team
notice-ways = If you disagree, these ways stay open (complaining here takes none of your other rights):

notice-filed-subject = We have received your complaint { $number }
notice-filed = Your complaint is on record under { $number }. Please keep the link below: it shows progress and lets you add to it or withdraw it.
notice-filed-sms = Complaint { $number } received. Follow it here: { $link }

notice-gap_asked-subject = Complaint { $number }: one thing is missing
notice-gap_asked = With the following we can be quicker. Open the link, one tap is enough; if you do not have it, we go on without.
notice-gap_asked-sms = Complaint { $number }: one thing is missing, one tap to answer: { $link }

notice-triaged-subject = Complaint { $number } has a handler
notice-triaged = We have read your complaint and given it to a handler.
notice-triaged-sms = Complaint { $number } has a handler. Progress: { $link }

notice-message-subject = New reply to complaint { $number }
notice-message = Your handler writes:
notice-message-sms = New reply to complaint { $number }: { $link }

notice-evidence_asked-subject = Complaint { $number }: evidence needed
notice-evidence_asked = To find out what happened we need from you:
notice-evidence_asked-sms = Complaint { $number }: we need evidence from you: { $link }

notice-finding-subject = Finding on complaint { $number }
notice-finding = We have weighed the evidence of both sides and made a finding. The reasons and the evidence are behind the link.
notice-finding-sms = There is a finding on complaint { $number }: { $link }

notice-offer-subject = An offer for complaint { $number }
notice-offer = There is an offer for you. You can accept it, ask for something else, or decline:
notice-offer-sms = Complaint { $number }: there is an offer for you: { $link }

notice-offer_expired-subject = Complaint { $number }: the offer has expired
notice-offer_expired = The time to answer this offer is over, so it no longer stands. Your complaint is still being handled and we will come back to you; you can tell us what you think at any time.
notice-offer_expired-sms = The offer on complaint { $number } has expired; we will come back to you: { $link }

notice-offer_withdrawn-subject = Complaint { $number }: the offer is withdrawn
notice-offer_withdrawn = The earlier offer is withdrawn and no longer stands. Your complaint is still being handled and we will come back to you; you can tell us what you think at any time.
notice-offer_withdrawn-sms = The offer on complaint { $number } is withdrawn; we will come back to you: { $link }

notice-accepted-subject = Complaint { $number }: offer accepted
notice-accepted = The offer is accepted. Each part is now carried out, with proof when it is done.
notice-accepted-sms = Complaint { $number }: offer accepted, now being carried out: { $link }

notice-valid-until = { $code } (valid until { $until })
notice-remedy_done-subject = Complaint { $number }: one part is done
notice-remedy_done = This part is done; the proof is behind the link:
notice-remedy_done-sms = Complaint { $number }: one part is done, proof: { $link }

notice-remedy_failed-subject = Complaint { $number }: one part did not work
notice-remedy_failed = We are sorry: this part did not work. Your handler is on it, you need not do anything:
notice-remedy_failed-sms = Complaint { $number }: one part did not work, we are on it: { $link }

notice-closed-subject = Complaint { $number } is closed
notice-closed = Your complaint is closed. Outcome and reasons follow; if you disagree, the link names other ways.
notice-closed-sms = Complaint { $number } is closed. Outcome: { $link }

notice-survey-subject = Complaint { $number }: how did we do?
notice-survey = Two questions, one minute. If either score is below 80, another handler takes it up again.
notice-survey-sms = Complaint { $number }: how did we do? One minute: { $link }

notice-reopened-subject = Complaint { $number } is taken up again
notice-reopened = Thank you for telling us. Another handler looks at it afresh.
notice-reopened-sms = Complaint { $number } is taken up again: { $link }

notice-withdrawn-subject = Complaint { $number } is withdrawn
notice-withdrawn = As you wished, we have stopped. The record is kept, and you can file again at any time.
notice-withdrawn-sms = Complaint { $number } is withdrawn as you wished.

notice-code-subject = Your code { $code }
notice-code = Your code is { $code }. It is valid for 10 minutes. Tell nobody; our staff never ask for it. If this was not you, ignore this message.
notice-code-sms = Your code is { $code }, valid for 10 minutes. Tell nobody.

notice-merchant_asked-subject = Complaint { $number }: please answer in time
notice-merchant_asked = A complaint needs an answer or evidence from your shop:
notice-merchant_asked-sms = Complaint { $number } needs your shop's answer: { $link }

notice-merchant_decided-subject = Decision on complaint { $number }
notice-merchant_decided = There is a decision on a complaint about your shop. Reasons, amounts and how to appeal are behind the link.
notice-merchant_decided-sms = Decision on complaint { $number }: { $link }

notice-reminder-subject = Complaint { $number }: an answer is due soon
notice-reminder = A reminder: complaint { $number } still waits for your answer, and the time for it is nearly over.
notice-reminder-sms = Complaint { $number } waits for your answer, due soon: { $link }

notice-claim_reminder-subject = Claim from complaint { $number } is open
notice-claim_reminder = We paid a customer ahead of you. What you owe for it, the papers and how to pay are behind the link.
notice-claim_reminder-sms = Claim from complaint { $number } is open: { $link }

notice-carrier_claim-subject = Claim from complaint { $number }
notice-carrier_claim = We paid a customer ahead of you for a consignment you carried, and claim the amount from you. What it rests on is named below and enclosed.
notice-carrier_claim-sms = Claim from complaint { $number }; see our mail.

notice-carrier_reminder-subject = Reminder: claim from complaint { $number }
notice-carrier_reminder = The amount below is still open. What it rests on is enclosed once more.
notice-carrier_reminder-sms = Claim from complaint { $number } is still open; see our mail.

claim-letter-parcel = Consignment: { $carrier } { $tracking }
claim-letter-paid = Paid so far: { $amount }
claim-letter-share = Found to be borne by the carrier: { $percent }%
claim-letter-enclosed = { $what } (enclosed)
claim-letter-named = { $what } (kept with us)
claim-letter-pay = Please name { $reference } when you pay, and answer to whoever of us you know.

notice-measure-subject = A measure follows from complaint { $number }
notice-measure = A measure concerning your shop was taken. Clause, reasons, calculation, its end and how to appeal are on your pages.
notice-measure-sms = Measure after complaint { $number }: { $link }

notice-score_measure-subject = A measure that follows from your risk score
notice-score_measure = A measure concerning your shop was taken because of its risk score, not because of a single complaint. Clause, reasons and calculation:
notice-score_measure-sms = A measure follows from your risk score: { $link }

notice-closing_measure-subject = No more prepayments
notice-closing_measure = Your shop is flagged as closing and may take no more money in advance from now on. Clause and reasons:
notice-closing_measure-sms = Your shop may take no more prepayments: { $link }

notice-measure_answered-subject = What became of a measure
notice-measure_answered = Somebody has looked at a measure concerning your shop:
notice-measure_answered-sms = A measure concerning your shop: { $link }

notice-objection_late-subject = Your objection to a measure has not been answered yet
notice-objection_late = Nobody answered the objection of your shop in time. That is no refusal: it has gone to somebody above and stays open until it is answered.
notice-objection_late-sms = Your objection is late and still open, which is no refusal: { $link }
