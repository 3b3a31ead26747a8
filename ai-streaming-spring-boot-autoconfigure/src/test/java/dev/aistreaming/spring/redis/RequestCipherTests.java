package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestCipherTests {

    private static final byte[] REQUEST = "what nobody is to read".getBytes(StandardCharsets.UTF_8);

    private final RequestCipher cipher = new RequestCipher(key(7));

    private static byte[] key(int first) {
        byte[] key = new byte[RequestCipher.KEY_LENGTH];
        key[0] = (byte) first;
        return key;
    }

    @Test
    void decryptsWhatItHasEncryptedAndNeverEncryptsAlike() throws Exception {
        byte[] encrypted = cipher.encrypt("s1", REQUEST);

        assertThat(new String(encrypted, StandardCharsets.ISO_8859_1)).doesNotContain("nobody");
        assertThat(cipher.encrypt("s1", REQUEST)).isNotEqualTo(encrypted);
        assertThat(new RequestCipher(key(7)).decrypt("s1", encrypted)).isEqualTo(REQUEST);
    }

    @Test
    void decryptsNothingUnderTheIdOfAnotherStream() {
        byte[] encrypted = cipher.encrypt("s1", REQUEST);

        assertThatThrownBy(() -> cipher.decrypt("s2", encrypted)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void decryptsNothingWithAnotherKey() {
        byte[] encrypted = cipher.encrypt("s1", REQUEST);

        assertThatThrownBy(() -> new RequestCipher(key(8)).decrypt("s1", encrypted))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void decryptsNothingThatWasChangedCutOrIsOfALaterVersion() {
        byte[] encrypted = cipher.encrypt("s1", REQUEST);
        for (int i = 0; i < encrypted.length; i++) {
            byte[] changed = encrypted.clone();
            changed[i] ^= 1;
            byte[] cut = Arrays.copyOf(encrypted, i);
            assertThatThrownBy(() -> cipher.decrypt("s1", changed)).isInstanceOf(GeneralSecurityException.class);
            assertThatThrownBy(() -> cipher.decrypt("s1", cut)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void takesNoKeyOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestCipher(new byte[16]));
    }
}
