package dev.aistreaming.guard;

/** Finds international bank account numbers. */
final class IbanFinder implements Finder {

    /** Countries and the lengths of their numbers, from SWIFT's IBAN registry. */
    private static final String LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27"
                    + "GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24"
                    + "ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23"
                    + "ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    private static final int OPEN = -1;
    private static final int LETTERS = 26;

    private final int[] lengths = new int[LETTERS * LETTERS];

    IbanFinder() {
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            lengths[country(LENGTHS.charAt(i), LENGTHS.charAt(i + 1))] = Integer.parseInt(LENGTHS, i + 2, i + 4, 10);
        }
    }

    private static int country(char first, char second) {
        return (value(first) - 10) * LETTERS + value(second) - 10;
    }

    @Override
    public void find(GuardedText text, GuardRule rule) {
        int at = text.from();
        int length = text.length();
        while (at < length) {
            boolean begins = value(text.charAt(at)) >= 10 && (at == 0 || value(text.charAt(at - 1)) < 0);
            int end = begins ? end(text, at) : 0;
            if (end == OPEN) {
                rule.hold(text, at);
                return;
            }
            if (end > 0) {
                rule.found(text, at, end);
                at = end;
            } else {
                at++;
            }
        }
    }

    /** The end of the number that begins here, or 0 if there is none. */
    private int end(GuardedText text, int start) {
        int count = 0;
        int expected = Integer.MAX_VALUE;
        int head = 0;
        int rest = 0;
        int at = start;
        for (; at < text.length() && count < expected; at++) {
            char c = text.charAt(at);
            int value = value(c);
            if (value < 0) {
                if (count < 4 || !CardFinder.isSeparator(c) || value(text.charAt(at - 1)) < 0) {
                    return 0;
                }
                continue;
            }
            count++;
            if (count <= 4) {
                if ((value >= 10) != (count <= 2)) {
                    return 0;
                }
                if (count == 2 && (expected = lengths[country(text.charAt(start), c)]) == 0) {
                    return 0;
                }
                head = append(head, value);
            } else {
                rest = append(rest, value);
            }
        }
        if (count < expected) {
            return text.isLast() ? 0 : OPEN;
        }
        if (at == text.length() ? !text.isLast() : value(text.charAt(at)) >= 0) {
            return at == text.length() ? OPEN : 0;
        }
        // the checksum reads the first four characters last; they have 6 digits, because each letter counts as two
        return (rest * 1_000_000L + head) % 97 == 1 ? at : 0;
    }

    /** The remainder is taken once, at the end, since this stays below a million. */
    private static int append(int number, int value) {
        int more = value >= 10 ? number * 100 + value : number * 10 + value;
        return more < 1_000_000 ? more : more % 97;
    }

    /** The value of a letter or digit in the checksum, or -1 for anything else. */
    private static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 10;
        }
        return c >= 'a' && c <= 'z' ? c - 'a' + 10 : -1;
    }
}
