# Why a clock is due when it is: a sentence a step.

clock-counted = Counted from { $from }, within { $span }.
clock-given = Counted from { $from }; a person set it to { $due }.
clock-is-decision = Decision
clock-is-follow_up = Follow-up by a person
clock-is-duty = Duty by law
clock-is-pause = Waiting
span-working_hours = { $n ->
    [one] { $n } company hour
   *[other] { $n } company hours
 }
span-natural_days = { $n ->
    [one] { $n } day
   *[other] { $n } natural days
 }
span-working_days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
why-start-day = { $day } is the day of the start and does not count.
why-holiday = { $days }: { $name }, days off, not counted ({ $notice }).
why-provisional = no notice for that year yet; statutory days only
why-notice = notice 国办发明电{ $year }{ $number }号 of { $issued }
why-weekend = { $days }: weekend, not counted.
why-made-up = { $day } is a weekend day, but the notice makes it a working day: it counts.
why-hours = Only { $open } to { $close } of working days counts.
why-stood = { $why }: it stood still from { $from } to { $until }, which is added.
why-stood-days = { $n ->
    [one] One day is given back.
   *[other] { $n } days are given back.
 }
why-stands = { $why }: it stands still since { $from }.
why-no-notice = No notice has arranged the days of { $year } yet; it is counted with the provisional calendar, and again, on record, when the notice comes.
why-last-day = The last day is { $day }, until midnight.
why-moves-on = { $day } is a day of rest: it moves on to the next working day, { $next }, until midnight.
why-stays = { $day } is a day of rest. As this is the other side's duty the earlier date counts and it does not move; moved on it would be { $next }.
why-beaten = “{ $rule }” ({ $span }, until { $due }) bounds the same step; the earliest counts.
why-rule = Rule { $rule }, playbook { $book }.
why-rule-calendar = Rule { $rule }, playbook { $book }, calendar { $calendar }.
why-days = { $from } to { $to }
holiday-new_year = New Year
holiday-spring_festival = Spring Festival
holiday-qingming = Qingming
holiday-labour_day = Labour Day
holiday-dragon_boat = Dragon Boat Festival
holiday-mid_autumn = Mid-Autumn Festival
holiday-national_day = National Day
holiday-national_day_mid_autumn = National Day and Mid-Autumn Festival
holiday-special = special holiday
line-paused = Clocks stand still: { $why }, until { $until } at the latest
line-resumed-acted = Clocks go on: { $why }; the customer has answered
line-resumed-time_over = Clocks go on: { $why }; the time to wait is over
line-resumed-by_hand = Clocks go on: { $why }
line-recounted = A holiday notice has come; counted again: { $clocks }
act-pause = Let clocks wait
act-pause-means = The clocks the playbook names stand still until the time is over, the customer acts or you resume; it rests on something, and both sides see what is waited for.
act-resume = Let clocks go on
act-resume-means = The clocks go on, due later by as long as they stood.
pause = Pause
pause-for = Waiting for
pause-cites = Rests on
pause-hours = Hours at most (empty: as the playbook says)
pause-request = request to the customer

line-clock_alarmed-notify = { $percent } % of the time is used: { $clock }; { $who } reminded
line-clock_alarmed-reassign = { $percent } % of the time is used: { $clock }; somebody else takes over
line-clock_alarmed-raise_grade = { $percent } % of the time is used: { $clock }; the grade is raised
line-clock_alarmed-manager = { $percent } % of the time is used: { $clock }; it goes to a manager
