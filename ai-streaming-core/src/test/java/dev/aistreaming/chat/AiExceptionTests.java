package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AiExceptionTests {

    @Test
    void theMessageForTheLogIsOneLineWhateverTheProviderSays() {
        AiException error = AiException.of(ErrorCode.PROVIDER_ERROR)
                .providerMessage("sorry\r\n  WARN forged\u2028line\u0000")
                .build();

        assertThat(error.getMessage()).contains("[it said: sorry WARN forged line ]");
        assertThat(error.providerMessage()).isEqualTo("sorry\r\n  WARN forged\u2028line\u0000");
    }
}
