package dev.aistreaming.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of front ends as a controller gets them: read by a plain mapper. Apostrophes are quotation marks. */
final class FrontEnds {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private FrontEnds() {}

    static <T extends FrontEndRequest> T read(Class<T> type, String body) {
        return MAPPER.readValue(body, type);
    }

    static ChatRequest request(Class<? extends FrontEndRequest> type, String body) {
        return read(type, body).toChatRequest();
    }

    static List<Message> messages(Class<? extends FrontEndRequest> type, String messages) {
        return request(type, "{'messages':[" + messages + "]}").messages();
    }

    static AbstractStringAssert<?> assertRefused(Class<? extends FrontEndRequest> type, String body) {
        FrontEndRequest read = read(type, body);
        AiException[] refusal = new AiException[1];
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(read::toChatRequest)
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .satisfies(error -> refusal[0] = error);
        return assertThat(refusal[0].userMessage());
    }
}
