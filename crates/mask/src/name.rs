//! Names of people in Chinese: a surname and one or two characters, after a word that announces a person or before a
//! title. A name once found is covered wherever it stands in the same text.

use crate::Sort;
use crate::cue::Of;
use crate::surnames;
use crate::text::{Page, is_han, is_star};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Never in a given name.
const NO_NAME: &str =
    "的了是不没我你他她它们这那就都也还把被给让说吗呢吧啊呀哦着很吃呃嘛与及或但而因所且什么怎谁哪些个您咱";
/// Seldom in a given name, often in what else follows "本人".
const HARDLY: &str =
    "在有要会能可去来到得于为以从向对将已经曾多次下上前后年月日号时间天内外通再又只才均未拒无法所用买退款";
/// After a name something else begins here.
const FOLLOWS: [&str; 62] = [
    "身份证",
    "电话",
    "手机",
    "联系",
    "微信",
    "住",
    "家住",
    "男",
    "女",
    "今年",
    "现年",
    "年龄",
    "在",
    "于",
    "因",
    "是",
    "的",
    "与",
    "和",
    "及",
    "先生",
    "女士",
    "小姐",
    "同志",
    "老师",
    "性别",
    "地址",
    "收",
    "证件",
    "账号",
    "银行",
    "卡号",
    "邮箱",
    "向",
    "通过",
    "购买",
    "买",
    "已",
    "从",
    "就",
    "想",
    "要求",
    "投诉",
    "申请",
    "拨打",
    "也",
    "都",
    "还",
    "以",
    "对",
    "签收",
    "本人",
    "来自",
    "系",
    "曾",
    "没",
    "不",
    "有",
    "说",
    "由",
    "收到",
    "代",
];
/// Words that begin like a name.
const WORDS: &str = "\
全程 全家 全权 全部 全额 全责 全款 全体 全文 全身 曾经 曾在 曾多 时常 时隔 时间 万分 万般 万万 万一 安全 安装 安心 安排 和平 和家 高度 \
高中 高兴 高价 高额 明天 明确 明知 明白 明显 常年 常常 应该 应当 应聘 许多 许可 路过 路上 别无 单方 单身 单独 单位 单号 支付 支持 计划 \
计算 成功 成为 成都 成年 方便 方式 方案 方面 平时 平安 平台 平均 金额 金融 金钱 金币 温馨 温州 温度 江苏 江西 江南 陈述 陈诉 严重 严格 \
严肃 花费 花了 花钱 查询 查看 查实 查收 强烈 强制 强行 权益 权利 于是 于今 于去 于昨 于前 于本 于当 向贵 向来 向平 经常 经过 经济 经营 \
经理 相关 相信 相当 信息 信用 信任 信誉 公司 公开 公平 公安 公积 利息 利用 利率 利益 国家 国庆 国内 居住 居民 元月 关于 关注 关系 关闭 \
车辆 车主 车祸 车牌 车间 管理 管家 支行 来电 来到 连续 连接 连夜 解决 解释 解除 师傅 海关 海外 海南 宁波 宁愿 广州 杭州 苏州 郑州 徐州 \
常州 任何 任意 任职 商家 商品 商场 商户 商务 包括 包装 包裹 封号 封存 简直 简单 简介 简历 印象 印章 段时 时候 计费 史上 白天 白白 白条 \
马上 马路 钱款 钱包 毕竟 毕业 房东 房子 房租 房产 房间 房贷 田地 文件 文化 文字 石家 黄金 黄牛 康复 盛大 池州 边上 原来 原因 原价 原告 \
原本 原有 都是 都没 都有 但是 但由 由于 那么 那个 那天 那边 普通 普遍 满意 满足 满减 农业 农行 农民 农村 交行 工行 建行 游戏 游客 游玩 \
司机 司法 古董 吉林 富有 富国 干净 干嘛 干活 宣传 宣布 初步 初次 初中 初期 门口 门店 门票 展示 展开 战略 阳台 阳光 华为 华夏 华侨 丰巢 \
贺卡 顾客 顾虑 荣耀 荣誉 祝您 祝贺 米粉 包邮 包月 包年 冷静 冷冻 冷链 费用 费劲 费尽 费率 伊始 燕窝 惠普 惠民 鲜花 鲜有 鲜奶 银行 银联 \
银子 智能 幸好 幸运 诺基 储蓄 储值 储物 储户 阴影 阴谋 危害 危险 隆重 利润 公告 公众 闻到 匡算 官方 官网 官司 班车 班主 索赔 索要 索取 \
敬请 敬爱 容易 况且 战争 来回 来源 门诊 云南 云闪 云端 平方 平常 平等 井盖 支出 支票 支队 计较 计入 祖国 强调 强迫 强势 强买 易购 易燃 \
文明 文中 方可 方才 石油 白酒 包含 安慰 安抚 向他 向其 向法 向工 向消 向有 和我 和他 和对 和商 和客 和卖 和亲 和朋 和同 和父 和老 路人 \
于二 于网 于该 于上 于下 于此 于本 于我 于某 于淘 于京 于拼 于天 于今 于这 于那 简称 万元 解放 时不 时代 成立 成本 成员 成交 章程 明细 \
项目 项链 左右 左边 连同 连带 项下 曲解 管辖 别人 别的 别处 时效 应急 应收 应用 应付 应有 应予 应由 应退 能否 能够 要求 过程 过期 过年 \
有关 有人 有权 有效 有时 从未 从来 从事 从而 来信 敬礼 单价 单据 单子 国际 国产 全国 全新 全天 全年 海鲜 海淘 花呗 花园 盖章 连累 路由 \
严厉 严禁 宁可 党员 党委 任务 余额 余下 余款 伍佰 陆续 孔子 程序 程度 沈阳 叶子 曹县 龙头 龙虾 康师 江湖 童装 童车 童鞋 安卓 安检 安置 \
梅雨 兰州 温水 温泉 牛奶 牛肉 马桶 马虎 马甲 麦当 游泳 车票 车费 车险 车款 车位 车贷 车上 车厢 祖籍 楼上 楼下 楼自 楼道 楼盘";

static BEGINNINGS: LazyLock<HashSet<[char; 2]>> = LazyLock::new(|| surnames::pairs(WORDS));

pub fn find(page: &mut Page) {
    let mut known: HashSet<Vec<char>> = HashSet::new();
    let cues: Vec<(usize, Of)> = page.cues.iter().map(|cue| (cue.end, cue.of)).collect();
    for (end, of) in cues {
        if let Some((from, to)) = announced(page, end, of) {
            known.insert(page.letters[from..to].to_vec());
            page.take(from, to, Sort::Name);
        }
    }
    before_titles(page, &mut known);
    everywhere(page, &known);
}

fn announced(page: &Page, end: usize, of: Of) -> Option<(usize, usize)> {
    let trust = match of {
        Of::Name => Trust::Full,
        Of::Person => Trust::Half,
        Of::Self_ => Trust::Little,
        _ => return None,
    };
    // "名字" alone is about names, not one.
    let mut from = page.skip_filler(end);
    for word in ["姓名", "名字", "叫做", "叫", "名叫", "是"] {
        if page.starts_with(from, word) {
            from = page.skip_filler(from + word.chars().count());
            let trust = Trust::Full;
            return name(page, from, trust, true).map(|to| (from, to));
        }
    }
    let apart = from > end && (end..from).any(|i| matches!(page.at(i), ':' | ' ' | '-' | '('));
    name(page, from, trust, apart).map(|to| (from, to))
}

/// How surely a name follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Full,
    Half,
    Little,
}

/// Where the name that begins here ends.
fn name(page: &Page, from: usize, trust: Trust, apart: bool) -> Option<usize> {
    let run = (from..from + 12).take_while(|i| is_han(page.at(*i)) && !page.is_taken(*i)).count();
    if let Some(end) = with_dot(page, from, run).filter(|_| trust != Trust::Little) {
        return Some(end);
    }
    let family = family(page, from)?;
    if family == 1 && trust != Trust::Full && !apart && surnames::is_seldom(page.at(from)) {
        return None;
    }
    let fits = |given: usize| {
        let end = from + family + given;
        given <= run.saturating_sub(family)
            && is_given(page, from + family, end, trust)
            && !is_word(page, from, end)
            && !has_cue(page, from, end)
    };
    let rest = run.saturating_sub(family);
    let joined = trust == Trust::Little && page.at(from + run).is_ascii_alphanumeric();
    if matches!(rest, 1 | 2) && joined {
        return None;
    }
    if matches!(rest, 1 | 2) && !is_star(page.at(from + run)) {
        return fits(rest).then_some(from + run);
    }
    if rest == 0 {
        return None;
    }
    let followed = |given: usize| fits(given) && is_followed(page, from + family + given, trust);
    let sure = [2, 1].into_iter().find(|given| followed(*given));
    let guess = || {
        (trust == Trust::Full || (trust == Trust::Half && apart)).then_some(2).filter(|given| fits(*given))
    };
    sure.or_else(guess).map(|given| from + family + given)
}

fn family(page: &Page, from: usize) -> Option<usize> {
    match (page.at(from), page.at(from + 1)) {
        (first, second) if surnames::is_two(first, second) && is_han(page.at(from + 2)) => Some(2),
        (first, _) if surnames::is_one(first) => Some(1),
        _ => None,
    }
}

/// "阿卜杜拉·买买提"
fn with_dot(page: &Page, from: usize, run: usize) -> Option<usize> {
    let dot = from + run;
    let rest = (dot + 1..dot + 9).take_while(|i| is_han(page.at(*i)) && !page.is_taken(*i)).count();
    let is_dot = matches!(page.at(dot), '·' | '•' | '・');
    (is_dot && matches!(run, 2..=6) && matches!(rest, 2..=6)).then_some(dot + 1 + rest)
}

fn is_given(page: &Page, from: usize, to: usize, trust: Trust) -> bool {
    (from..to).all(|i| {
        let letter = page.at(i);
        is_han(letter) && !NO_NAME.contains(letter) && (trust != Trust::Little || !HARDLY.contains(letter))
    })
}

fn is_word(page: &Page, from: usize, to: usize) -> bool {
    to >= from + 2 && BEGINNINGS.contains(&[page.at(from), page.at(from + 1)])
}

/// "姓名和电话": what begins inside is no part of a name.
fn has_cue(page: &Page, from: usize, to: usize) -> bool {
    let first = page.cues.partition_point(|cue| cue.start <= from);
    page.cues.get(first).is_some_and(|cue| cue.start < to)
}

fn is_followed(page: &Page, end: usize, trust: Trust) -> bool {
    let word = FOLLOWS.iter().any(|word| {
        page.starts_with(end, word)
            && (trust != Trust::Little || word.len() > 3 || "男女在于因".contains(word))
    });
    word || page.cues.binary_search_by_key(&end, |cue| cue.start).is_ok()
}

/// "王建国先生", "找李娟女士": whole names only; a surname with a title says too little to hide.
fn before_titles(page: &mut Page, known: &mut HashSet<Vec<char>>) {
    let mut i = 0;
    while i < page.len() {
        let title = matches!(page.at(i), '先' | '女' | '小' | '同')
            && ["先生", "女士", "小姐", "同志"].iter().any(|title| page.starts_with(i, title));
        if title && let Some(from) = titled(page, i) {
            known.insert(page.letters[from..i].to_vec());
            page.take(from, i, Sort::Name);
        }
        i += 1;
    }
}

fn titled(page: &Page, title: usize) -> Option<usize> {
    let fits = |length: usize| {
        let from = title.checked_sub(length)?;
        let family = family(page, from)?;
        let house = page.cues_before(from, 2).next().is_some_and(|cue| cue.of == Of::Hotline);
        let named = family < length
            && is_given(page, from + family, title, Trust::Half)
            && !is_word(page, from, title);
        let seldom = family == 1 && surnames::is_seldom(page.at(from));
        let two_names =
            length == 2 && family == 1 && surnames::is_one(page.at(from + 1)) && is_han(page.before(from));
        (named && !seldom && !house && !two_names && page.is_free(from, title)).then_some(from)
    };
    [4, 3, 2].into_iter().find_map(|length| {
        fits(length).filter(|from| length < 4 || surnames::is_two(page.at(*from), page.at(*from + 1)))
    })
}

fn everywhere(page: &mut Page, known: &HashSet<Vec<char>>) {
    if known.is_empty() {
        return;
    }
    let begins: HashSet<char> = known.iter().map(|name| name[0]).collect();
    let mut i = 0;
    while i < page.len() {
        if !begins.contains(&page.at(i)) {
            i += 1;
            continue;
        }
        let seen = [4, 3, 2]
            .into_iter()
            .find(|length| page.is_free(i, i + length) && known.contains(&page.letters[i..i + length]));
        if let Some(length) = seen {
            page.take(i, i + length, Sort::Name);
        }
        i += seen.unwrap_or(1);
    }
}
