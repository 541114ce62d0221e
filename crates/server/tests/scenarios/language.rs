//! The language of scenarios refuses what it does not know, and says where.

use server::scenario::{SHIPPED, parse};

fn mistake(text: &str) -> String {
    match parse("a.txt", text) {
        Ok(_) => panic!("was taken: {text}"),
        Err(mistake) => mistake.to_string(),
    }
}

#[test]
fn a_mistake_is_named_with_file_and_line() {
    let said = mistake("标题 \"一\"\n\n# 说明\n顾客 跳舞 \"好\"");
    assert!(said.starts_with("a.txt:4: "), "{said}");
    assert!(said.contains("跳舞"), "{said}");
}

#[test]
fn unknown_words_are_refused_wherever_they_stand() {
    for line in [
        "路人 提交 \"好\"",
        "顾客 提交 希望=月亮 \"好\"",
        "顾客 提交 颜色=红 \"好\"",
        "顾客 提交 发现=昨天 \"好\"",
        "顾客 评分 解决=很好 沟通=90",
        "顾客 撤回 \"好\" 再说",
        "处理人 要求 商家 举证 水晶球 \"好\"",
        "处理人 要求 商家 唱歌 出库记录 \"好\"",
        "处理人 提出 月亮=3 \"好\"",
        "处理人 提出 退款=三块 \"好\"",
        "处理人 评定 e1 真实=采信 \"没有证明力\"",
        "处理人 评定 e1 真实=好看 证明力=50 \"好\"",
        "顾客 更正 e1 文件=a.png",
        "顾客 质证 \"哪一件\"",
        "处理人 送检 付费=邻居 \"好\"",
        "检测方 检测 i1 结果=不错",
        "应 检测 i1 在路上",
        "应 评定 e1 很好",
        "应 页面 承运方 \"哪个请求\"",
        "处理人 回复",
        "处理人 回复 \"没有关上",
        "设 月亮 5",
        "应 阶段=天上",
        "应 阶段=方案 分级=A",
        "应 时钟 首次答复 睡着",
        "应 方案 o1 待办",
        "支付 跳票",
        "+20秒 顾客 请来电",
        "开始 昨天",
        "开始 3天前 25:00",
    ] {
        mistake(line);
    }
}

#[test]
fn every_file_of_the_folder_is_shipped_and_has_its_title_in_both_languages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios");
    for entry in std::fs::read_dir(folder).expect("the folder of scenarios") {
        let name = entry.expect("a file").file_name().into_string().expect("a plain name");
        let shipped = SHIPPED.iter().find(|(file, _)| *file == format!("scenarios/{name}"));
        let Some((file, text)) = shipped else {
            assert_eq!(name, "world.txt", "{name} is not shipped");
            continue;
        };
        let scenario = parse(file, text).unwrap_or_else(|mistake| panic!("{mistake}"));
        assert!(scenario.title.iter().all(|title| !title.is_empty()), "{file} has no title");
        assert!(!scenario.article.is_empty(), "{file} names no article");
        assert!(!scenario.steps.is_empty(), "{file} has no steps");
    }
}
