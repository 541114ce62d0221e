//! Who was there before the first complaint: the people at work, and two hundred merchants with deposits.

use super::chance::Chance;
use domain::actor::Role;
use domain::command::{Command, UserCommand};
use domain::personal::Personal;
use domain::user::Account;
use domain::{Actor, Fen, MerchantId, UserId, account};
use std::sync::Arc;
use store::door::{Errand, Telling};
use store::record::Person;
use store::{Parcel, SetClock, Store};

const HANDLERS: usize = 16;
const MERCHANTS: usize = 200;
const DEPOSIT: Fen = Fen(200_000_000);
const GOODWILL: Fen = Fen(500_000_000);

pub struct Town {
    pub handlers: Vec<UserId>,
    pub merchants: Vec<Shop>,
}

pub struct Shop {
    pub id: MerchantId,
    pub name: String,
    pub user: UserId,
}

/// A second seed finds its town built already and changes nothing but the deposits, which grow.
pub async fn build(store: &Store, clock: &Arc<SetClock>, at_ms: i64) -> Result<Town, String> {
    clock.set(at_ms);
    let town = Town {
        handlers: (1..=HANDLERS).map(|at| UserId::new(format!("handler{at:02}"))).collect(),
        merchants: shops(),
    };
    let mut errands = vec![];
    let mut add = |command, parcel| errands.push(Errand { at_ms, by: Actor::System, command, parcel });
    for (user, role, name) in staff(&town) {
        let mut pack = store.pack(user.subject());
        let account = Account { role, merchant: None, name: pack.text(&name) };
        add(Command::User(user, UserCommand::Record { account }), pack.close());
    }
    for shop in &town.merchants {
        let mut pack = store.pack(shop.id.subject());
        let mail = format!("service@{}.example.com", shop.id);
        let contact = Person { mail: Personal::new(mail), ..Person::default() };
        let (name, contact) = (pack.text(&shop.name), pack.json(&contact));
        let merchant = shop.id.clone();
        let fingerprint = format!("seed-{merchant}");
        add(Command::RecordMerchant { merchant, name, contact: Some(contact), fingerprint }, pack.close());
        let deposit = account::deposit(&shop.id);
        add(
            Command::Fund { account: deposit, amount: DEPOSIT, transfer: format!("seed-{}", shop.id) },
            Parcel::default(),
        );
        let mut pack = store.pack(shop.user.subject());
        let account =
            Account { role: Role::Merchant, merchant: Some(shop.id.clone()), name: pack.text(&shop.name) };
        add(Command::User(shop.user.clone(), UserCommand::Record { account }), pack.close());
    }
    add(
        Command::Fund { account: account::goodwill(), amount: GOODWILL, transfer: "seed-goodwill".into() },
        Parcel::default(),
    );
    store.execute_all(errands, Telling::Nobody).await.map_err(|error| error.detail())?;
    Ok(town)
}

fn staff(town: &Town) -> Vec<(UserId, Role, String)> {
    let handlers = town
        .handlers
        .iter()
        .enumerate()
        .map(|(at, user)| (user.clone(), Role::Handler, HANDLER_NAMES[at % 16].to_owned()));
    let others = [
        ("reviewer01", Role::Reviewer, "段复"),
        ("reviewer02", Role::Reviewer, "温核"),
        ("manager01", Role::Manager, "钟管"),
        ("manager02", Role::Manager, "商衡"),
    ];
    handlers.chain(others.map(|(user, role, name)| (UserId::new(user), role, name.to_owned()))).collect()
}

fn shops() -> Vec<Shop> {
    let mut chance = Chance::of(2);
    let name = |chance: &mut Chance, at: usize| {
        let (place, thing, end) = (chance.pick(&PLACES), chance.pick(&THINGS), chance.pick(&ENDS));
        format!("{place}{thing}{end}{}号", at + 1)
    };
    (0..MERCHANTS)
        .map(|at| Shop {
            id: MerchantId::new(format!("m{:03}", at + 1)),
            name: name(&mut chance, at),
            user: UserId::new(format!("shop{:03}", at + 1)),
        })
        .collect()
}

const HANDLER_NAMES: [&str; 16] = [
    "林小溪",
    "赵一川",
    "周可心",
    "吴思远",
    "郑晓雨",
    "孙明月",
    "冯知夏",
    "何清扬",
    "沈若谷",
    "唐以沫",
    "罗文舟",
    "梁书言",
    "宋晚晴",
    "谢南乔",
    "韩松年",
    "邓语桐",
];
const PLACES: [&str; 12] =
    ["云岭", "海棠", "青禾", "北川", "锦里", "星桥", "沐风", "松间", "半山", "晴川", "南巷", "白石"];
const THINGS: [&str; 10] = ["数码", "家居", "服饰", "美妆", "母婴", "食品", "家电", "运动", "图书", "宠物"];
const ENDS: [&str; 5] = ["旗舰店", "专营店", "工厂店", "生活馆", "优选店"];
