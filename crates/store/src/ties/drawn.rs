//! What ties can be read from: the record of an order, and the words of a complaint. Each value in one spelling, so
//! that the same parcel or door written in two ways is one.

use super::Tie;
use crate::content::{half_width, mail, phone};
use crate::record::OrderRecord;
use mask::Sort;

/// A thing in the one spelling it is found by.
#[derive(Clone, PartialEq, Eq)]
pub struct Drawn {
    pub tie: Tie,
    pub value: String,
}

/// Of one text: whoever writes more numbers than this draws no more ties.
const OF_WORDS_MAX: usize = 8;

pub fn of_order(record: &OrderRecord) -> Vec<Drawn> {
    let parcels = record.parcels.iter().map(|one| (Tie::Parcel, parcel(&one.tracking)));
    let payments = record.payments.iter().flat_map(|one| {
        [(Tie::Payment, code(&one.reference)), (Tie::Account, account(one.account.reveal()))]
    });
    let buyer = [
        (Tie::Phone, phone(record.buyer.phone.reveal())),
        (Tie::Mail, mail(record.buyer.mail.reveal())),
        (Tie::Buyer, code(record.buyer_account.reveal())),
        (Tie::Device, code(record.device.reveal())),
        (Tie::Address, address(record.address.reveal())),
    ];
    each_once(buyer.into_iter().chain(parcels).chain(payments))
}

/// What is exact enough in free words: numbers of parcels, accounts, and addresses that end at a door.
pub fn of_words(text: &str) -> Vec<Drawn> {
    // None of these is written without a figure, and many complaints have none.
    if !text.chars().map(half_width).any(is_figure) {
        return vec![];
    }
    let spans = mask::find(text);
    let personal = spans.iter().map(|span| {
        let written = &text[span.start..span.end];
        match span.sort {
            Sort::Address => (Tie::Address, address(written)),
            Sort::Account | Sort::Card => (Tie::Account, account(written)),
            _ => (Tie::Account, None),
        }
    });
    let parcels = parcels_in(text).into_iter().map(|parcel| (Tie::Parcel, Some(parcel)));
    let mut drawn = each_once(personal.chain(parcels));
    drawn.truncate(OF_WORDS_MAX);
    drawn
}

fn each_once(values: impl Iterator<Item = (Tie, Option<String>)>) -> Vec<Drawn> {
    let mut all: Vec<Drawn> = vec![];
    for drawn in values.filter_map(|(tie, value)| Some(Drawn { tie, value: value? })) {
        if !all.contains(&drawn) {
            all.push(drawn);
        }
    }
    all
}

fn is_figure(letter: char) -> bool {
    letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter)
}

fn plain(written: &str) -> String {
    written.chars().map(half_width).filter(|letter| letter.is_alphanumeric()).collect()
}

/// `SF 1234-5678-9012` and `sf123456789012` are one.
pub fn parcel(written: &str) -> Option<String> {
    let plain = plain(written).to_uppercase();
    let figures = plain.chars().filter(char::is_ascii_digit).count();
    (plain.is_ascii() && (8..=40).contains(&plain.len()) && figures >= 6).then_some(plain)
}

/// References and names of others' systems: as written, whatever the capitals.
fn code(written: &str) -> Option<String> {
    let code: String = written.trim().chars().map(half_width).flat_map(char::to_lowercase).collect();
    (code.chars().count() >= 4).then_some(code)
}

/// Without the gaps people write into card numbers.
fn account(written: &str) -> Option<String> {
    let code: String = written
        .chars()
        .map(half_width)
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .flat_map(char::to_lowercase)
        .collect();
    (code.chars().count() >= 5).then_some(code)
}

/// Words around the figures of a house, which people leave out or write in their own way.
const AROUND_FIGURES: [&str; 9] = ["号楼", "单元", "楼", "栋", "幢", "座", "号", "室", "层"];

/// From the district on, the figures of road, house, stairs and door in a row: `朝阳区建国路5号3单元501室` is
/// `朝阳区建国路5-3-501`. Without province and city, which people leave out, and with the district, because other
/// cities have that road too.
pub fn address(written: &str) -> Option<String> {
    let half: String = written.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let from = ["特别行政区", "自治区", "自治州", "省", "市"]
        .iter()
        .filter_map(|part| half.find(part).map(|at| at + part.len()))
        .filter(|at| *at <= half.char_indices().nth(12).map_or(half.len(), |(at, _)| at))
        .max();
    let rest = half[from.unwrap_or(0)..].trim_start();
    let of_city = ["北京", "上海", "天津", "重庆"].iter().find_map(|city| rest.strip_prefix(city));
    let mut rest = of_city.unwrap_or(rest).to_owned();
    for word in AROUND_FIGURES {
        rest = rest.replace(word, "-");
    }
    let mut one = String::new();
    for letter in rest.chars() {
        match letter {
            letter if letter.is_alphanumeric() => one.push(letter),
            _ if one.ends_with(|last: char| last.is_ascii_alphanumeric()) => one.push('-'),
            _ => {}
        }
    }
    let one = one.trim_end_matches('-').to_owned();
    let letters = one.chars().filter(|letter| letter.is_alphabetic()).count();
    (letters >= 3 && one.contains(|letter: char| letter.is_ascii_digit())).then_some(one)
}

/// What announces the number of a parcel.
const CUES: [&str; 7] =
    ["快递单号", "运单号", "物流单号", "快递号", "tracking number", "tracking no", "tracking:"];
/// So far behind it the number may begin.
const NEAR: usize = 8;

/// Numbers of parcels by the shape of the large carriers, and others behind a word that announces one.
fn parcels_in(text: &str) -> Vec<String> {
    let half: Vec<char> =
        text.chars().map(half_width).map(|letter| letter.to_lowercase().next().unwrap_or(letter)).collect();
    let mut found = vec![];
    let mut at = 0;
    while at < half.len() {
        let end = at + half[at..].iter().take_while(|letter| letter.is_ascii_alphanumeric()).count();
        if end == at {
            at += 1;
            continue;
        }
        let run: String = half[at..end].iter().collect();
        let before: String = half[at.saturating_sub(NEAR + 16)..at].iter().collect();
        if has_shape(&run) || (is_announced(&before) && run.bytes().all(|letter| letter.is_ascii_digit())) {
            found.extend(parcel(&run));
        }
        at = end;
    }
    found
}

fn is_announced(before: &str) -> bool {
    let near =
        |cue: &str| before.rfind(cue).is_some_and(|at| before[at + cue.len()..].chars().count() <= NEAR);
    CUES.iter().any(|cue| near(cue))
}

/// Two or three letters and ten figures or more, as SF, YT, JT, ZTO and JD write them; of the post two letters around
/// nine figures.
fn has_shape(run: &str) -> bool {
    const CARRIERS: [&str; 12] =
        ["sf", "yt", "jt", "jd", "jdv", "zto", "sto", "db", "dpk", "ky", "yz", "ems"];
    let letters = run.find(|letter: char| letter.is_ascii_digit()).unwrap_or(run.len());
    let (front, rest) = run.split_at(letters);
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &rest[figures..];
    let of_carrier = CARRIERS.contains(&front) && (10..=18).contains(&figures) && behind.is_empty();
    of_carrier || (front.len() == 2 && figures == 9 && behind.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::{Tie, address, of_words, parcel};

    #[test]
    fn one_door_has_one_spelling() {
        let door = address("北京市朝阳区建国路5号3单元501室");
        assert_eq!(door.as_deref(), Some("朝阳区建国路5-3-501"));
        for way in ["朝阳区建国路５号3-501", "北京 朝阳区，建国路5号楼 3单元 501", "建国路5号3-501"]
        {
            let is_whole = way.contains("朝阳区");
            assert_eq!(address(way) == door, is_whole, "{way}: {:?}", address(way));
        }
        assert_ne!(address("北京市朝阳区建国路5号3单元502室"), door);
        assert_ne!(address("成都市武侯区建国路5号3单元501室"), door);
        assert_eq!(address("朝阳区"), None);
    }

    #[test]
    fn a_parcel_is_read_from_words_and_an_order_number_is_not() {
        let drawn = |text: &str| -> Vec<(Tie, String)> {
            of_words(text).into_iter().map(|one| (one.tie, one.value)).collect()
        };
        let parcel = |number: &str| vec![(Tie::Parcel, number.to_owned())];
        assert_eq!(drawn("顺丰 SF1234567890123 一直没到"), parcel("SF1234567890123"));
        assert_eq!(drawn("快递单号：773012345678901，没有更新"), parcel("773012345678901"));
        assert_eq!(drawn("tracking number: 9400110200881234567890"), parcel("9400110200881234567890"));
        assert_eq!(drawn("订单号 DD20260001234，一直没发货"), []);
        assert_eq!(drawn("灯不亮"), []);
    }

    #[test]
    fn a_parcel_has_one_spelling() {
        assert_eq!(parcel("sf 1234-5678-90123"), parcel("ＳＦ1234567890123"));
        assert_eq!(parcel("自提"), None);
    }
}
