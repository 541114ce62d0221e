//! The parts addresses are made of: places by their list, the rest by their last word and by numbers before it.

use crate::letters;
use crate::places;
use crate::text::{Page, is_han};

/// What a part tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// A province or city of the list.
    Place,
    /// District, county, town, village.
    Area,
    Road,
    /// An estate, a building, a yard with a name.
    Named,
    /// A number at a house, a floor, a room.
    Door,
}

#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub start: usize,
    pub end: usize,
    pub sure: Sure,
}

impl Part {
    pub fn weight(&self) -> u32 {
        match self.sure {
            Sure::Road | Sure::Door => 2,
            _ => 1,
        }
    }
}

pub struct Parts {
    pub all: Vec<Part>,
}

const AREAS: [&str; 22] = [
    "自治区",
    "自治州",
    "自治县",
    "特别行政区",
    "街道",
    "开发区",
    "高新区",
    "工业区",
    "新区",
    "社区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
    "村",
    "屯",
    "庄",
    "盟",
];
const ROADS: [&str; 16] = [
    "大道", "大街", "公路", "国道", "省道", "马路", "胡同", "路口", "路", "街", "巷", "弄", "道", "里弄",
    "环线", "堤",
];
const NAMED: [&str; 62] = [
    "小区",
    "花园",
    "花苑",
    "公寓",
    "大厦",
    "广场",
    "家园",
    "新村",
    "园区",
    "工业园",
    "科技园",
    "产业园",
    "创业园",
    "物流园",
    "商贸城",
    "服装城",
    "国际",
    "中心",
    "大楼",
    "宿舍",
    "公馆",
    "名苑",
    "佳苑",
    "嘉园",
    "雅苑",
    "苑",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "市场",
    "商场",
    "超市",
    "酒店",
    "宾馆",
    "饭店",
    "公司",
    "工厂",
    "厂",
    "银行",
    "商城",
    "商厦",
    "写字楼",
    "新城",
    "城",
    "府",
    "湾",
    "庭",
    "邸",
    "园",
    "坊",
    "轩",
    "阁",
    "驿站",
    "菜鸟",
    "车站",
    "门口",
    "店",
    "楼",
];
const DOORS: [&str; 31] = [
    "号楼", "号院", "号门", "号库", "号厅", "号店", "号仓", "号铺", "号", "栋", "幢", "座", "楼", "层",
    "单元", "室", "房", "组", "队", "户", "铺", "弄", "支弄", "巷", "期", "排", "厅", "F", "f", "门", "#",
];
/// Before these a name of a place does not go on.
pub const BREAKS: &str = "的了是在不没我你他她它们这那就都也还要会能被把给让说很去来到过着吗呢吧啊呀住于从往至送寄发将叫与因但请个每";

/// Of areas, roads and named places.
pub fn first_letters() -> impl Iterator<Item = char> {
    AREAS.iter().chain(&ROADS).chain(&NAMED).filter_map(|word| word.chars().next())
}

impl Parts {
    pub fn of(page: &Page) -> Parts {
        let mut all: Vec<Part> = vec![];
        let mut i = 0;
        while i < page.len() {
            let floor = all.last().map_or(0, |part| part.end);
            match part(page, i, floor) {
                Some(part) => {
                    i = part.end.max(i + 1);
                    all.push(part);
                }
                None => i += 1,
            }
        }
        Parts { all }
    }

    pub fn between(&self, from: usize, to: usize) -> &[Part] {
        let first = self.all.partition_point(|part| part.end <= from);
        let last = self.all.partition_point(|part| part.end <= to);
        if first < last { &self.all[first..last] } else { &[] }
    }

    /// One after the last part that goes with this one.
    pub fn row(&self, page: &Page, first: usize) -> usize {
        const APART: usize = 8;
        const MOST: usize = 40;
        let mut last = first + 1;
        while last < self.all.len() && last < first + MOST {
            let gap = &page.letters[self.all[last - 1].end..self.all[last].start];
            let talks = gap.iter().any(|c| letters::is(*c, letters::BREAK) || !is_of_place(*c));
            if gap.len() > APART || talks {
                break;
            }
            last += 1;
        }
        last
    }
}

fn is_of_place(letter: char) -> bool {
    is_han(letter)
        || letter.is_ascii_alphanumeric()
        || matches!(letter, '-' | '_' | ' ' | '(' | ')' | '/' | '、' | '#')
}

/// The part whose last word, number or known name stands here; it goes back no further than `floor`.
fn part(page: &Page, i: usize, floor: usize) -> Option<Part> {
    if page.is_taken(i) {
        return None;
    }
    if let Some(length) = places::at(&page.letters, i) {
        let kind = ["省", "市", "自治区", "特别行政区", "地区", "区", "县"]
            .iter()
            .find(|word| page.starts_with(i + length, word));
        let end = i + length + kind.map_or(0, |word| word.chars().count());
        // "北京路", "广州大道" are roads.
        if kind.is_some() || !ROADS.iter().any(|road| page.starts_with(end, road)) {
            return Some(Part { start: i, end, sure: Sure::Place });
        }
    }
    door(page, i).or_else(|| named(page, i, floor))
}

/// A number and what it numbers: "25号", "3栋", "B座", "2-1-301", "四楼".
fn door(page: &Page, i: usize) -> Option<Part> {
    let begins = |letter: char| letter.is_ascii_alphanumeric() || figure(letter);
    if !begins(page.at(i)) || (i > 0 && page.before(i).is_ascii_alphanumeric()) {
        return None;
    }
    let of_number = |i: usize| begins(page.at(i)) && !page.is_taken(i);
    let mut end = (i..i + 10).find(|i| !of_number(*i))?;
    let mut pairs = 0;
    while matches!(page.at(end), '-' | '_' | '/') && of_number(end + 1) && pairs < 4 {
        end = (end + 1..end + 9).find(|i| !of_number(*i))?;
        pairs += 1;
    }
    let digits = (i..end).filter(|i| page.at(*i).is_ascii_digit() || figure(page.at(*i))).count();
    let whole = |end| Some(Part { start: i, end, sure: Sure::Door });
    if let Some(word) = DOORS.iter().find(|word| page.starts_with(end, word)) {
        let single = end == i + 1
            && page.at(i).is_ascii_uppercase()
            && matches!(*word, "座" | "栋" | "幢" | "区" | "楼");
        let after = end + word.chars().count();
        // "5号" of a month, "三个门" and "一期" of payments are no doors.
        let dated = *word == "号" && is_dated(page, i, after);
        let talk = matches!(*word, "期" | "户" | "门" | "房" | "队" | "组" | "层")
            && figure(page.at(i))
            && end == i + 1;
        if (digits > 0 || single) && !dated && !talk {
            return whole(after);
        }
    }
    // "2-1-301" after a place; alone it is a date or a span.
    let number = (i..end).all(|i| page.at(i).is_ascii_alphanumeric() || page.at(i) == '-');
    let after_part = is_han(page.before(i))
        && "号区路街村苑园城府湾庭幢栋座楼单元室弄巷道镇厦场寓".contains(page.before(i));
    (after_part && number && digits >= 1 && (pairs > 0 || digits >= 3) && !is_dated(page, i, end))
        .then(|| whole(end))
        .flatten()
}

pub const FIGURES: &str = "一二三四五六七八九十百零〇";

fn figure(letter: char) -> bool {
    letters::is(letter, letters::FIGURE)
}

/// "9月5号", "2021-3-5", "5号发货".
fn is_dated(page: &Page, start: usize, end: usize) -> bool {
    matches!(page.before(start), '月' | '年' | '/' | '.')
        || matches!(page.at(end), '年' | '月' | '元' | '日' | '%' | '点')
        || matches!(page.at(end - 1), '号')
            && ((start..end).count() <= 3 && !is_han(page.before(start))
                || "月本这".contains(page.before(start)))
            && (page.before(start) != '路' && page.before(start) != '街')
}

/// A name and the word for what it is: "文三路", "金桂花园", "桐庐县".
fn named(page: &Page, i: usize, floor: usize) -> Option<Part> {
    if !letters::is(page.at(i), letters::PART) {
        return None;
    }
    let lists: [(&[&str], Sure); 3] = [(&AREAS, Sure::Area), (&ROADS, Sure::Road), (&NAMED, Sure::Named)];
    let (word, sure) = lists.iter().find_map(|(words, sure)| {
        words.iter().find(|word| page.starts_with(i, word)).map(|word| (*word, *sure))
    })?;
    let start = name_start(page, i, floor, sure);
    let length = i - start;
    let least = if matches!(word, "县" | "路" | "街" | "巷" | "弄" | "村" | "大道" | "镇" | "乡") {
        1
    } else {
        2
    };
    let end = i + word.chars().count();
    (length >= least && !is_common(page, start, i, end, word)).then_some(Part { start, end, sure })
}

/// Back over the name, to what cannot be in one.
fn name_start(page: &Page, i: usize, floor: usize, sure: Sure) -> usize {
    let most = if sure == Sure::Named { 6 } else { 4 };
    let mut start = i;
    while start > floor && i - start < most {
        let letter = page.at(start - 1);
        let numbered = letter.is_ascii_digit() && sure == Sure::Road;
        if page.is_taken(start - 1) || (!numbered && !is_han(letter)) || letters::is(letter, letters::BREAK) {
            break;
        }
        start -= 1;
    }
    start
}

/// Words that end like a place and are none.
const COMMON: [&str; 60] = [
    "超市",
    "城市",
    "股市",
    "上市",
    "门市",
    "夜市",
    "楼市",
    "本市",
    "全市",
    "我市",
    "线路",
    "道路",
    "公路",
    "马路",
    "网路",
    "思路",
    "套路",
    "后路",
    "退路",
    "铁路",
    "高速路",
    "一路",
    "半路",
    "走路",
    "问路",
    "短路",
    "电路",
    "带路",
    "渠道",
    "知道",
    "报道",
    "频道",
    "味道",
    "公道",
    "道道",
    "逛街",
    "上街",
    "大街",
    "小区",
    "社区",
    "地区",
    "地段",
    "区区",
    "贵省",
    "节省",
    "反省",
    "本省",
    "全省",
    "赌庄",
    "商城",
    "农村",
    "乡村",
    "山村",
    "城镇",
    "乡镇",
    "全县",
    "本县",
    "县城",
    "城区",
    "市区",
];

fn is_common(page: &Page, start: usize, word_at: usize, end: usize, word: &str) -> bool {
    let tail: String = page.letters[word_at.saturating_sub(1).max(start)..end].iter().collect();
    let bare = end - start <= 2 || (word.chars().count() == 2 && word_at - start < 1);
    COMMON.contains(&tail.as_str()) && (bare || matches!(word, "道" | "市" | "路"))
}
