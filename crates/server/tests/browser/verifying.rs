//! Checking without us: in the page `/verify`, which may make no request, in the `verify.html` of a bundle opened from
//! a disk, and by the address in a QR code.

use crate::support::filing::Complaint;
use crate::support::{Device, House, Visitor, journey};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const GIVEN: &str = "
设 顾客 姓名=何苗 电话=18800006688 邮箱=hemiao@example.cn
设 订单 LH66001 商家=lanhai 商品=\"挂钟\" 金额=88 下单=-9天 发货=-8天 承诺=3天
";
const COMPLAINT: Complaint = Complaint {
    order: "LH66001",
    text: "挂钟一直没有送到，物流也没有动静。",
    noticed: "after_days",
    wants: &["refund"],
    photos: &["挂钟.png"],
    name: "何苗",
    phone: "18800006688",
    mail: "hemiao@example.cn",
};

type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn a_bundle_is_checked_by_its_own_page_from_a_disk_and_refused_once_altered() {
    journey("verify-bundle", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        house.rest().await;
        let ours = bundle(house, &filed.link).await;
        let page = customer.folder.path().join("verify.html");
        std::fs::write(&page, &unpacked(&ours)["verify.html"]).expect("the page of the bundle");
        let address = format!("file://{}", page.display());
        customer.judges(&address, &ours, "intact").await;
        customer.sees("核验通过，未被改动").await;
        customer.look("bundle-alone").await;
        for (name, zip) in altered(&ours) {
            assert_eq!(customer.verdict(&address, &zip).await, "altered", "{name}");
        }
        customer.look("bundle-altered").await;
        customer.click_words("English").await;
        customer.sees("ALTERED OR INCOMPLETE").await;
        customer.judges("/verify", &ours, "intact").await;
        customer.look("bundle-on-the-site").await;
        customer.leave().await;
    });
}

#[test]
fn the_address_in_a_qr_code_checks_itself_and_asks_the_house_only_when_told() {
    journey("verify-receipt", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        house.rest().await;
        customer.go(&filed.link).await;
        assert!(customer.count(".qr").await >= 1, "the link page shows the receipt as a code");
        customer.click("a.seal").await;
        customer.sees("谁都不能悄悄改动它").await;
        customer.look("proof").await;
        customer.click_words("在浏览器里核验").await;
        customer.sees("核验通过，未被改动").await;
        customer.look("checked").await;

        let mail =
            house.world.partners.smtp.received().into_iter().find(|mail| mail.text.contains("/verify#r1~"));
        let mail = mail.expect("the notice names the receipt");
        let at = mail.text.find(&house.base).map(|_| mail.text.split_whitespace());
        let address = at.into_iter().flatten().find(|word| word.contains("/verify#r1~")).expect("an address");
        let address = &address[address.find("http").expect("a whole address")..];
        customer.go("/return").await;
        customer.go(address).await;
        customer.sees("签名有效").await;
        customer.look("scanned").await;
        customer.click_words("与现在的日志对照").await;
        assert_eq!(customer.count("[data-outcome]").await, 0, "nothing is asked before the button");
        customer.look("now").await;
        customer.click("#check button").await;
        customer.sees("属于同一部历史").await;
        customer.look("now-same").await;
        // A house that signed something else at that size cannot pass it off as the same history.
        let forged = forged(house, address);
        customer.go("/return").await;
        customer.go(&address.replace("/verify#", &format!("/verify/now#{forged}&"))).await;
        customer.click("#check button").await;
        customer.sees("不属于同一部历史").await;
        customer.look("two-histories").await;
        customer.leave().await;
    });
}

/// The same place and size under another root, signed with the house's own key: what only the house could do.
fn forged(house: &House<'_>, address: &str) -> String {
    let held =
        journal::compact::Compact::parse(address.split_once('#').expect("a fragment").1).expect("a receipt");
    let key = std::fs::read(house.world.store().dir().join("keys/journal")).expect("the key file");
    let signer = journal::note::generate(&held.origin, key.try_into().expect("32 bytes")).expect("a key");
    let other = journal::Hash::of(b"another history");
    let checkpoint = journal::Checkpoint { origin: held.origin.clone(), size: held.size, root: other };
    let note = checkpoint.sign(&signer).expect("signed");
    let signature = note.rsplit(' ').next().expect("a signature").trim();
    let url = signature.replace('+', "-").replace('/', "_").replace('=', "");
    let root = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, other.as_bytes());
    format!("r1~{}~{}~{}~{root}~~{url}", held.origin, held.size, held.index)
}

impl Visitor<'_> {
    /// What a page says of a zip that the reader chooses.
    async fn verdict(&self, page: &str, zip: &[u8]) -> String {
        let file = self.folder.path().join("case.zip");
        std::fs::write(&file, zip).expect("a zip");
        self.go("/return").await;
        self.go(page).await;
        self.choose_file("#file", &file).await;
        self.click("#check form button").await;
        self.attribute("[data-verdict]", "data-verdict").await
    }

    async fn judges(&self, page: &str, zip: &[u8], verdict: &str) {
        assert_eq!(self.verdict(page, zip).await, verdict, "{}", self.text().await);
    }
}

/// As `redress export` writes it.
async fn bundle(house: &House<'_>, link: &str) -> Vec<u8> {
    let (store, case) = (house.world.store().clone(), house.case_of(link).await.id);
    let written = tokio::task::spawn_blocking(move || {
        let mut bundle =
            store::export::export(&store, &case, None).unwrap_or_else(|error| panic!("{}", error.detail()));
        bundle.extra.push(("verify.html".into(), web::assets::verify_html()));
        bundle.write(Cursor::new(Vec::new())).expect("a bundle").into_inner()
    });
    written.await.expect("it is written")
}

fn unpacked(zip: &[u8]) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut files = Files::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = file.name().expect("a name").split_once('/').expect("a folder").1.to_owned();
        files.insert(name, bytes);
    }
    files
}

fn packed(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("case/{name}"), SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Once clumsily, and with the manifests mended where it matters.
fn altered(ours: &[u8]) -> Vec<(String, Vec<u8>)> {
    let files = unpacked(ours);
    let object = files.keys().find(|name| name.starts_with("data/evidence/")).expect("a photo").clone();
    let flipped = [
        "data/events/000001.json",
        "proofs/000001.tlog-proof",
        "checkpoint.note",
        "manifest-sha256.txt",
        &object,
    ];
    let mut altered = Vec::new();
    for name in flipped {
        let mut changed = files.clone();
        let bytes = changed.get_mut(name).expect("it is there");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        altered.push((name.to_owned(), packed(&changed)));
        if !name.starts_with("manifest") {
            altered.push((format!("{name}, mended"), packed(&mended(changed))));
        }
    }
    let mut without = files;
    without.remove("data/events/000001.json");
    without.remove("proofs/000001.tlog-proof");
    altered.push(("an entry left out".into(), packed(&mended(without))));
    altered
}

fn mended(mut files: Files) -> Files {
    for (manifest, payload) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        files.remove("tagmanifest-sha256.txt");
        let covered = files.iter().filter(|(name, _)| name.starts_with("data/") == payload);
        let lines: String =
            covered.map(|(name, bytes)| format!("{}  {name}\n", journal::Hash::of(bytes))).collect();
        files.insert(manifest.into(), lines.into_bytes());
    }
    files
}
