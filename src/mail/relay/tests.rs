use super::is_relay;

#[test]
fn addresses_of_buyers_at_marketplaces_are_known() {
    for address in [
        "k1x2+0a1b@marketplace.amazon.de",
        "k1x2@marketplace.amazon.co.uk",
        "buyer_55@members.ebay.com",
        "x8+1a2b@allegromail.pl",
        "x8@user.allegromail.pl",
        "anna.77@guest.booking.com",
        "u-123@guest.airbnb.com",
        "c-9@convos.etsy.com",
    ] {
        assert!(is_relay(address), "{address}");
    }
}

#[test]
fn the_marketplaces_own_mail_and_look_alikes_are_no_buyers() {
    for address in [
        "info@amazon.de",
        "help@allegro.pl",
        "x@notallegromail.pl",
        "x@allegromail.pl.example",
        "x@marketplace.amazon.example.org",
        "@allegromail.pl",
        "allegromail.pl",
    ] {
        assert!(!is_relay(address), "{address}");
    }
}
