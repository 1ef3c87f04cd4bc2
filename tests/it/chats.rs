//! Chats from the outside: archives as phones and programs write them, every dialect, and files that nobody knows.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its input must fail loudly")]

use std::path::Path;

use serde_json::Value;

use crate::pack::zip;
use crate::support::Folder;

#[track_caller]
fn waits(folder: &Folder, args: &[&str]) -> Vec<Value> {
    let args = [&["waits", "-f", "ndjson"], args].concat();
    folder.run(&args).ok().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Anna asks at 09:00:00, the shop answers 10 min later; Jan asks and waits. Pictures are not opened.
#[test]
fn archives_of_phones_are_chats_named_after_their_archive() {
    let folder = Folder::new();
    let anna = "[2.11.2026, 09:00:00] Anna Nowak: Kiedy dotrze paczka?\n\
                [2.11.2026, 09:10:00] Kubek: \u{200e}<załączony: 00000002-PHOTO-2026-11-02-09-10-00.jpg>\n";
    let jan =
        "[3.11.2026, 09:00:00] Jan Wilk: Czy jest niebieski?\n[3.11.2026, 08:00:00] Kubek: Dzień dobry!\n";
    let picture: &[u8] = b"\xff\xd8\xff";
    let photo = "00000002-PHOTO-2026-11-02-09-10-00.jpg";
    folder.write("Czat WhatsApp z Anna Nowak.zip", zip(&[("_chat.txt", anna.as_bytes()), (photo, picture)]));
    folder.write("Czat WhatsApp z Jan Wilk.zip", zip(&[("_chat.txt", jan.as_bytes())]));
    let found = waits(&folder, &["."]);
    let of = |wait: &Value| {
        (wait["conversation"].clone(), wait["state"].clone(), wait["response_seconds"].clone())
    };
    let expected = [
        ("Anna Nowak".into(), "answered".into(), 600.into()),
        ("Jan Wilk".into(), "waiting".into(), Value::Null),
    ];
    assert_eq!(found.iter().map(of).collect::<Vec<_>>(), expected, "{found:#?}");
}

#[test]
fn a_tar_of_skype_gives_what_its_files_give() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/skype/quote-edit-call/messages.json");
    let bytes = std::fs::read(file).unwrap();
    let folder = Folder::new();
    folder.write("loose/messages.json", &bytes);
    let mut tar = tar::Builder::new(Vec::new());
    let members: [(&str, &[u8]); 2] = [("endpoints.json", b"{\"endpoints\":[]}"), ("messages.json", &bytes)];
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, bytes).unwrap();
    }
    folder.write("8_live_shop_export.tar", tar.into_inner().unwrap());
    let plain = |found: Vec<Value>| -> Vec<Value> {
        let of = |mut wait: Value| {
            wait["file"] = Value::Null;
            wait
        };
        found.into_iter().map(of).collect()
    };
    let packed = plain(waits(&folder, &["8_live_shop_export.tar"]));
    assert!(!packed.is_empty());
    assert_eq!(packed, plain(waits(&folder, &["loose"])));
}

/// One question and an answer 10 min later, in the way of every phone.
#[test]
fn every_dialect_of_whatsapp_gives_the_same_wait() {
    let dialects = [
        ("13.10.26, 18:02 - ", "13.10.26, 18:12 - ", "2026-10-13T18:02:00"),
        ("07.10.2026, 18:02 - ", "07.10.2026, 18:12 - ", "2026-10-07T18:02:00"),
        ("10/19/26, 8:15\u{202f}PM - ", "10/19/26, 8:25\u{202f}PM - ", "2026-10-19T20:15:00"),
        ("23/06/2026, 1:55 p.\u{a0}m. - ", "23/06/2026, 2:05 p.\u{a0}m. - ", "2026-06-23T13:55:00"),
        ("23/06/2026, 12:08 a. m. - ", "23/06/2026, 12:18 a. m. - ", "2026-06-23T00:08:00"),
        ("2026-12-20, 5:46 p.m. - ", "2026-12-20, 5:56 p.m. - ", "2026-12-20T17:46:00"),
        ("2026/12/20, 5:46 pm - ", "2026/12/20, 5:56 pm - ", "2026-12-20T17:46:00"),
        ("23-06-2026, 01.55 PM - ", "23-06-2026, 02.05 PM - ", "2026-06-23T13:55:00"),
        ("[31/12/2026, 11:40:26] ", "[31/12/2026, 11:50:26] ", "2026-12-31T11:40:26"),
        ("[31/12/2026 11:40:26] ", "[31/12/2026 11:50:26] ", "2026-12-31T11:40:26"),
        ("[14/10/2026, 3:34:09 PM] ", "[14/10/2026, 3:44:09 PM] ", "2026-10-14T15:34:09"),
        ("[07.03.26, 21:22:39] ", "[07.03.26, 21:32:39] ", "2026-03-07T21:22:39"),
        ("[12.3.2026 klo 14.08.18] ", "[12.3.2026 klo 14.18.18] ", "2026-03-12T14:08:18"),
        ("13.6.2026 klo 21.25 - ", "13.6.2026 klo 21.35 - ", "2026-06-13T21:25:00"),
        ("13.06.26 21.25.15: ", "13.06.26 21.35.15: ", "2026-06-13T21:25:15"),
        ("13. 6. 2026. 21:25 - ", "13. 6. 2026. 21:35 - ", "2026-06-13T21:25:00"),
        ("[20-01-26 02:22:56] ", "[20-01-26 02:32:56] ", "2026-01-20T02:22:56"),
        ("٢٣/٠٦/٢٠٢٦, ١٣:٥٥ - ", "٢٣/٠٦/٢٠٢٦, ١٤:٠٥ - ", "2026-06-23T13:55:00"),
    ];
    for (asked, answered, opened) in dialects {
        let folder = Folder::new();
        let text = format!(
            "{asked}Anna: Where is my parcel?\n{answered}Kubek: In Warsaw.\n{answered}Anna: Thanks!\n"
        );
        folder.write("WhatsApp Chat with Anna.txt", text);
        let found = waits(&folder, &["."]);
        let [wait] = found.as_slice() else { panic!("{asked}: {found:#?}") };
        assert_eq!((&wait["state"], &wait["response_seconds"]), (&"answered".into(), &600.into()), "{asked}");
        assert_eq!(wait["opened_at"], format!("{opened}+00:00"), "{asked}");
    }
}

#[test]
fn an_unknown_file_is_told_what_it_comes_nearest_to() {
    let folder = Folder::new();
    let odd = r#"{"chats":[{"thread":{"events":[{"author":"anna","text":"Hi","created_at":"2026-11-02T09:00:00Z"}]}}]}"#;
    folder.write("odd.json", odd);
    let ran = folder.run(&["audit", "odd.json"]);
    assert_eq!(ran.code, Some(2));
    for part in ["nearest: ", "livechat (2 of 3, missing author_id)", "--explain` proposes a mapping"] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    let ran = folder.run(&["formats", "--explain", "odd.json"]);
    assert_eq!(ran.code, Some(2));
    for part in ["messages = \"chats[*].thread.events[*]\"", "name = \"author\"", "from = \"created_at\""] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
}

/// What is proposed can be saved and used as it is.
#[test]
fn a_proposed_mapping_reads_the_file() {
    let folder = Folder::new();
    folder.write("odd.csv", "when;who;message;ticket\n2026-11-02 09:00;Anna;Where is it?;12\n2026-11-02 09:30;Kubek;In Warsaw;12\n");
    let said = folder.run(&["formats", "--explain", "odd.csv"]).stderr;
    let (_, toml) = said.split_once("[fields]").unwrap();
    folder.write("mapping.toml", format!("[fields]{toml}").replace('…', "Kubek"));
    folder.write(
        "hearback.toml",
        "[[source]]\npath = \"odd.csv\"\nformat = \"mapped\"\nmapping = \"mapping.toml\"\n",
    );
    let found = waits(&folder, &["odd.csv"]);
    assert_eq!(
        (&found[0]["state"], &found[0]["response_seconds"]),
        (&"answered".into(), &1800.into()),
        "{found:#?}"
    );
}

/// 600100300 is missed by the exchange at 10:00:00 Warsaw time; a text message from the shop's telephone goes out an hour later.
#[test]
fn a_text_message_ends_the_wait_of_a_missed_call() {
    let folder = Folder::new();
    let call = "\"\",\"600100300\",\"220\",\"from-trunk\",\"<600100300>\",\"PJSIP/trunk-00000005\",\"PJSIP/101-00000006\",\"Dial\",\
                \"x\",\"2026-11-02 10:00:00\",\"\",\"2026-11-02 10:00:20\",20,0,\"NO ANSWER\",\"DOCUMENTATION\",\"1793610000.5\"\n";
    folder.write("Master.csv", call);
    let sms = "<smses count=\"1\"><sms address=\"+48 600 100 300\" date=\"1793613600000\" type=\"2\" \
               body=\"We saw your call, your parcel leaves today at five.\" /></smses>";
    folder.write("sms.xml", sms);
    let found = waits(&folder, &["."]);
    let told: Vec<_> = found.iter().map(|wait| (&wait["state"], &wait["response_seconds"])).collect();
    assert_eq!(told, [(&"answered".into(), &3600.into())], "{found:#?}");
}
