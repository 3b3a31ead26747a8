package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import dev.aistreaming.spring.AiService;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The part of docs/testing.md on a service that is mocked. */
@WebMvcTest(ChatController.class)
class MockedServiceTests {

    @MockitoBean
    private AiService ai;

    @Test
    void returnsTheStreamOfTheService(@Autowired MockMvcTester mvc) throws IOException {
        SseEmitter stream = new SseEmitter();
        stream.send("Hello");
        stream.complete();
        given(ai.stream("Hi")).willReturn(stream);

        assertThat(mvc.get().uri("/api/chat/stream?question=Hi").exchange(Duration.ofSeconds(10)))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("data:Hello\n\n");
    }
}
