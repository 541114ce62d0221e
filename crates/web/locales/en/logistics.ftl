# Breakers over parcels: where too many of a route, a carrier or a product go wrong, offers are made by rule.
logistics = Parcels
logistics-why = A route, a carrier or a product trips when too many of its parcels go wrong within a window. Whoever waits for such a parcel then gets an offer by rule before they complain, within the budget of the trip. It resets itself when nothing went wrong for long enough.
logistics-tripped = Tripped now
logistics-none = No route, carrier or product is tripped.
logistics-since = Since
logistics-because = Because
logistics-matched = { $matched } of { $counted } in the window went wrong
logistics-offers = Offers made
logistics-left = Left of the budget
logistics-parcels = Parcels concerned
logistics-passed = No offer:
logistics-reset = Reset
logistics-reset-why = Why it can be reset
logistics-widen = Add to the budget
logistics-widen-why = Why more
logistics-judged = Parcels of the last 14 days
logistics-nothing-judged = Nothing to judge yet.
logistics-trips-late = { $scope }: { $least } within { $window } hours{ $share ->
        [0] {""}
       *[other] {" "}(and at least { $share } %)
    } more than { $by } hours after the promise
logistics-trips-no-scan = { $scope }: { $least } within { $window } hours{ $share ->
        [0] {""}
       *[other] {" "}(and at least { $share } %)
    } not seen for { $by } hours
logistics-trips-warmer = { $scope }: { $least } within { $window } hours{ $share ->
        [0] {""}
       *[other] {" "}(and at least { $share } %)
    } above { $by } °C
logistics-past = Earlier trips
logistics-name = Route, carrier, product
logistics-wrong = Went wrong
logistics-ended = Reset
logistics-by-hand = by a person
logistics-by-rule = by rule
logistics-done = Noted.
scope-route = Route
scope-carrier = Carrier
scope-product = Product
