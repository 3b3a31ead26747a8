package dev.aistreaming.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedImageTests {

    @Test
    void theFirstOfSeveralKeysCounts() {
        assertThat(ServedImage.LOCALAI.apiKey(Map.of("LOCALAI_API_KEY", " k-1 , k-2")))
                .isEqualTo("k-1");
    }

    @Test
    void aKeyThatIsLeftBlankIsNone() {
        assertThat(ServedImage.LOCALAI.apiKey(Map.of("LOCALAI_API_KEY", ", ,", "API_KEY", ",k-2")))
                .isEqualTo("k-2");
        assertThat(ServedImage.VLLM.apiKey(Map.of("VLLM_API_KEY", " "))).isNull();
        assertThat(ServedImage.OLLAMA.apiKey(Map.of("API_KEY", "k-1"))).isNull();
    }
}
