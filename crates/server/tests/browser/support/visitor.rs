//! Somebody before a screen: a phone of 360 px or a desk of 1280 px, with a profile of their own.

use super::house::House;
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Phone,
    /// A phone on which scripts are switched off.
    PhoneWithoutScript,
    Desk,
}

impl Device {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Phone | Self::PhoneWithoutScript => (360, 740),
            Self::Desk => (1280, 800),
        }
    }
}

pub struct Visitor<'a> {
    pub house: &'a House<'a>,
    pub who: &'static str,
    pub device: Device,
    pub driver: WebDriver,
    /// Profile, and files to upload; they go when the visitor goes.
    pub folder: TempDir,
}

const FLAGS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
    "--disable-features=Translate,OptimizationHints",
];
/// How long a person waits for a page; a busy machine takes its time.
const PATIENCE: Duration = Duration::from_secs(20);

impl<'a> Visitor<'a> {
    pub async fn new(house: &'a House<'a>, who: &'static str, device: Device, language: &str) -> Visitor<'a> {
        let folder = tempfile::tempdir().expect("a folder for the profile");
        let capabilities = capabilities(house, device, language, &folder);
        let driver = WebDriver::new(house.driver.url.as_str(), capabilities).await.expect("a browser starts");
        driver.set_implicit_wait_timeout(Duration::from_secs(5)).await.expect("a timeout");
        driver.set_page_load_timeout(PATIENCE).await.expect("a timeout");
        driver.set_script_timeout(PATIENCE).await.expect("a timeout");
        let visitor = Visitor { house, who, device, driver, folder };
        let (width, height) = device.size();
        let screen = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": device != Device::Desk,
        });
        visitor.tell_browser("Emulation.setDeviceMetricsOverride", screen).await;
        visitor
    }

    pub async fn tell_browser(&self, command: &str, with: Value) -> Value {
        let told = self.driver.cdp().send_raw(command, with).await;
        told.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub async fn leave(self) {
        self.driver.quit().await.expect("the browser closes");
    }
}

fn capabilities(house: &House<'_>, device: Device, language: &str, folder: &TempDir) -> ChromeCapabilities {
    let mut wanted = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    for flag in FLAGS.iter().copied().chain([profile.as_str()]) {
        wanted.add_arg(flag).expect("a flag");
    }
    let (width, height) = device.size();
    wanted.add_arg(&format!("--window-size={width},{height}")).expect("a flag");
    wanted.set_binary(&house.driver.chromium.display().to_string()).expect("a path");
    let script = if device == Device::PhoneWithoutScript { 2 } else { 1 };
    let preferences = json!({
        "intl.accept_languages": language,
        "profile.managed_default_content_settings.javascript": script,
        "profile.password_manager_leak_detection": false,
        "credentials_enable_service": false,
    });
    wanted.add_experimental_option("prefs", preferences).expect("preferences");
    wanted
}
