//! Family names in China: the common ones of one character and those of two.

use crate::letters;
use std::collections::HashSet;
use std::sync::LazyLock;

pub const ONE: &str = "\
王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金\
石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章\
鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解\
牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎\
甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴\
盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危\
玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由檀肇骞应诸嘉暨钮蓬郗滑经柘竺\
";

const TWO: &str = "\
欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 轩辕 端木 独孤 南宫 司空 长孙 宇文 鲜于 闾丘 太史 申屠 淳于 \
单于 钟离 濮阳 公冶 澹台 宗政 太叔 仲孙 亓官 第五 呼延 百里 东郭 南门 西门 羊舌 微生 左丘 梁丘 谷梁 拓跋 公羊 赫连 巫马 公西 \
漆雕 乐正 壤驷 夹谷 宰父 段干 子车 颛孙 万俟 闻人 东门 完颜 纳兰 叶赫 耶律 哥舒 贺兰 屈突";

/// Characters that begin a name far more seldom than something else; only where nothing but a name can stand.
const SELDOM: &str = "于和向时应能都过有要从别来但由是经相支信展公利国居干元来束由门原位满强平计全成明关单通为以可到再自现常解连管\
                      普海南花云容敬权豆盖练路因那边师商党任";

pub fn is_one(letter: char) -> bool {
    letters::is(letter, letters::SURNAME)
}

pub fn is_seldom(letter: char) -> bool {
    SELDOM.contains(letter)
}

static PAIRS: LazyLock<HashSet<[char; 2]>> = LazyLock::new(|| pairs(TWO));

pub fn is_two(first: char, second: char) -> bool {
    PAIRS.contains(&[first, second])
}

/// A list of words of two characters.
pub fn pairs(list: &str) -> HashSet<[char; 2]> {
    list.split_whitespace().filter_map(|word| word.chars().collect::<Vec<_>>().try_into().ok()).collect()
}
