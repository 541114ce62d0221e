//! Making a covered copy again, by whoever may see the original.

use super::desk::Desk;

fn original() -> Vec<u8> {
    let image = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([(x * 4) as u8, (y * 6) as u8, 7]));
    let mut out = std::io::Cursor::new(vec![]);
    image.write_to(&mut out, image::ImageFormat::Jpeg).expect("a picture is written");
    out.into_inner()
}

#[test]
fn the_same_boxes_make_the_same_copy_and_a_copy_that_differs_is_named() {
    let desk = Desk::new();
    let (picture, copy) = (desk.file("a.jpg", original()), desk.text("copy.png"));
    let boxes = ["--box", "1,2,10,10", "--box", "30,20,30,20"];
    let run = |more: &[&str]| {
        let args = [&["redact", "--original", &picture][..], &boxes, more].concat();
        desk.run(&args)
    };
    assert!(run(&["--out", &copy]).ok().contains("made by redress-media"));
    assert!(run(&["--compare", &copy]).ok().contains("the same, byte for byte"));
    run(&["--out", &copy]).no(&["copy.png"]);
    let mut bytes = std::fs::read(&copy).expect("a copy");
    *bytes.last_mut().expect("bytes") ^= 1;
    std::fs::write(&copy, bytes).expect("a copy");
    run(&["--compare", &copy]).no(&["is not what this build makes"]);
    desk.run(&["redact", "--original", &picture, "--box", "50,0,11,5", "--compare", &copy])
        .no(&["outside the picture"]);
    let text = desk.file("a.txt", "no picture");
    desk.run(&["redact", "--original", &text, "--box", "0,0,1,1", "--compare", &copy]).no(&["not a picture"]);
}
