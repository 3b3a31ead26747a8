package dev.aistreaming.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets from foreign texts. A provider, gateway or client may repeat a key in many forms: unchanged, in a different case,
 * URL-encoded, in Base64 or hexadecimal, escaped for HTML, or only a part of it.
 */
final class Secrets {

    private static final String MASK = "***";

    /** Shorter words, such as version numbers and schemes, are not secrets. */
    private static final int SHORTEST = 8;

    private static final int SHORTEST_KEY = 4;

    /** This many consecutive characters of a secret reveal too much. */
    private static final int RUN = 12;

    private final List<String> forms = new ArrayList<>();

    /**
     * @param key the key, which counts as a secret even if it is short; {@code null} if there is none
     * @param others texts that may contain secrets, separated by spaces from each other and from their schemes
     */
    Secrets(@Nullable String key, Collection<String> others) {
        if (key != null && key.length() >= SHORTEST_KEY && key.length() < SHORTEST) {
            forms.add(key.toLowerCase(Locale.ROOT));
        } else if (key != null) {
            addForms(key);
        }
        for (String other : others) {
            for (String word : other.strip().split("\\s+", -1)) {
                addForms(word);
            }
        }
    }

    private void addForms(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        add(secret);
        add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        add(HexFormat.of().formatHex(bytes));
        add(secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
        for (int before = 0; before < 3; before++) { // the Base64 form depends on the position
            byte[] shifted = new byte[before + bytes.length - (before + bytes.length) % 3];
            System.arraycopy(bytes, 0, shifted, before, shifted.length - before);
            String encoded = Base64.getEncoder().encodeToString(shifted).substring(before == 0 ? 0 : before + 1);
            add(encoded);
            add(encoded.replace('+', '-').replace('/', '_'));
        }
    }

    private void add(String form) {
        String folded = form.toLowerCase(Locale.ROOT);
        if (folded.length() >= SHORTEST && !forms.contains(folded)) {
            forms.add(folded);
        }
    }

    /** The text without secrets or parts of them. */
    String mask(String text) {
        return forms.isEmpty() ? text : replaced(text, secret(text));
    }

    /** The text with each character of a secret replaced by an asterisk, so that its length stays the same. */
    String blot(String text) {
        if (forms.isEmpty()) {
            return text;
        }
        boolean[] secret = secret(text);
        StringBuilder blotted = new StringBuilder(text);
        for (int i = 0; i < secret.length; i++) {
            if (secret[i]) {
                blotted.setCharAt(i, '*');
            }
        }
        return blotted.toString();
    }

    /** Which characters are part of a secret. */
    private boolean[] secret(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (folded.length() != text.length()) {
            folded = text; // some upper-case letters have longer lower-case forms, but keys do not contain any of those
        }
        boolean[] secret = new boolean[text.length()];
        for (String form : forms) {
            mark(folded, form, secret);
        }
        return secret;
    }

    /** The failure itself or, if its message, a cause or a suppressed exception contains a secret, a copy without it. */
    Throwable mask(Throwable failure) {
        return mask(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param around the failures that lead here, because a failure may be its own cause */
    private Throwable mask(Throwable failure, Set<Throwable> around) {
        if (!around.add(failure)) {
            return new MaskedFailure(failure, mask(failure.toString()), null, List.of());
        }
        String text = failure.toString();
        String masked = mask(text);
        Throwable cause = failure.getCause();
        Throwable maskedCause = cause == null ? null : mask(cause, around);
        List<Throwable> suppressed = List.of(failure.getSuppressed());
        List<Throwable> maskedSuppressed =
                suppressed.stream().map(each -> mask(each, around)).toList();
        around.remove(failure);
        boolean clean =
                masked.equals(text) && Objects.equals(maskedCause, cause) && maskedSuppressed.equals(suppressed);
        return clean ? failure : new MaskedFailure(failure, masked, maskedCause, maskedSuppressed);
    }

    private static void mark(String text, String form, boolean[] secret) {
        int run = Math.min(RUN, form.length());
        for (int i = 0; i + run <= text.length(); i++) {
            int last = i + run - 1;
            if (form.indexOf(text.charAt(last)) < 0) {
                i = last; // no part of a secret contains this character
            } else if (form.contains(text.substring(i, i + run))) {
                Arrays.fill(secret, i, i + run, true);
            }
        }
    }

    private static String replaced(String text, boolean[] secret) {
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!secret[i]) {
                masked.append(text.charAt(i));
            } else if (i == 0 || !secret[i - 1]) {
                masked.append(MASK);
            }
        }
        return masked.toString();
    }

    /** Replaces a failure whose message must not be shown. */
    private static final class MaskedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MaskedFailure(Throwable failure, String masked, @Nullable Throwable cause, List<Throwable> suppressed) {
            super(masked, cause, true, true);
            setStackTrace(failure.getStackTrace());
            suppressed.forEach(this::addSuppressed);
        }
    }
}
