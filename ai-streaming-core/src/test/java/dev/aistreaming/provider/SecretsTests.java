package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTests {

    private static final String KEY = "sk-proj/A+b<c>&d\"e'f=0123456789XyZ";

    private final Secrets secrets = new Secrets(KEY, List.of("Bearer " + KEY, "1", "v2"));

    static List<String> forms() {
        byte[] bytes = KEY.getBytes(StandardCharsets.UTF_8);
        return List.of(
                KEY,
                KEY.toUpperCase(Locale.ROOT),
                KEY.toLowerCase(Locale.ROOT),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                base64(KEY),
                base64("user:" + KEY),
                base64("Bearer " + KEY),
                base64(KEY + ":x"),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                "sk-proj/A+b&lt;c&gt;&amp;d&quot;e&#39;f=0123456789XyZ",
                KEY.substring(0, KEY.length() - 4),
                KEY.substring(4),
                KEY.substring(0, 17) + "\n" + KEY.substring(17));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void leavesNoRunOfTwelveCharactersOfASecretInAnyForm(String form) {
        String masked = secrets.mask("before " + form + " after");
        assertThat(masked).startsWith("before ").endsWith(" after").contains("***");
        for (int i = 0; i + 12 <= form.length() - 4; i++) {
            boolean ofTheKey = (!form.startsWith("dXNlcjo") && !form.startsWith("QmVhcmVy")) || i > 12;
            if (ofTheKey) {
                assertThat(masked).doesNotContain(form.substring(i, i + 12));
            }
        }
    }

    @Test
    void leavesOtherTextsAlone() {
        String text = "version 1 of v2 is not found, see https://example.com/docs (Bearer)";
        assertThat(secrets.mask(text)).isEqualTo(text);
        assertThat(secrets.mask("")).isEmpty();
        assertThat(new Secrets(null, List.of()).mask(KEY)).isEqualTo(KEY);
    }

    @Test
    void masksAShortSecretWhereItStandsWhole() {
        assertThat(new Secrets("hunter22", List.of()).mask("key hunter22, hunter"))
                .isEqualTo("key ***, hunter");
    }

    @Test
    void masksWhatMayBeAKeyInTheQueryOfABaseUrl() {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(URI.create("https://example.com/v1?code=QUERY%2FSECRET+1234&api-version=2024-10-21&x"));

        assertThat(settings.secrets().mask("no /v1?code=QUERY%2FSECRET+1234 (QUERY/SECRET+1234) in 2024-10-21"))
                .doesNotContain("QUERY", "SECRET", "1234")
                .endsWith("in 2024-10-21");
    }

    @Test
    void keepsWhatWasSuppressedWithoutItsSecrets() {
        IllegalStateException failure = new IllegalStateException("no");
        failure.addSuppressed(new IllegalStateException("also with " + KEY));

        assertThat(secrets.mask(failure).getSuppressed())
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed.getMessage())
                        .contains("also with ***")
                        .doesNotContain(KEY));
    }

    @Test
    void leavesAFailureWithoutSecretsAsItIs() {
        IllegalStateException failure = new IllegalStateException("no", new IllegalStateException("cause"));
        failure.addSuppressed(new IllegalStateException("also"));

        assertThat(secrets.mask(failure)).isSameAs(failure);
    }

    @Test
    void masksFailuresThatHaveEachOther() {
        IllegalStateException failure = new IllegalStateException("with " + KEY);
        failure.addSuppressed(new IllegalStateException("also", failure));

        Throwable masked = secrets.mask(failure);
        assertThat(masked.toString()).doesNotContain(KEY);
        assertThat(String.valueOf(masked.getSuppressed()[0].getCause())).doesNotContain(KEY);
    }
}
