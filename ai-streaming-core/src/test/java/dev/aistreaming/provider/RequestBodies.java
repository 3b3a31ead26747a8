package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request bodies by their meaning: members in any order. */
final class RequestBodies {

    private RequestBodies() {}

    static ProviderSettings settings(ProviderType type) {
        return ProviderSettings.of("mine", type);
    }

    /** Somebody else's server that speaks like OpenAI. */
    static ProviderSettings at(String url) {
        return settings(ProviderType.OPENAI).withBaseUrl(URI.create(url));
    }

    static Map<String, Object> of(ProviderType type, ChatRequest.Builder request) {
        return of(settings(type), request);
    }

    static Map<String, Object> of(ProviderSettings settings, ChatRequest.Builder request) {
        byte[] body = settings.type()
                .protocol()
                .post(request.model("m-1").build(), settings)
                .body();
        return JsonTree.object("body", new String(body, StandardCharsets.UTF_8));
    }

    /** A member of the body means the same as this JSON, of which quotes may be single ones. */
    static void assertMember(Map<String, Object> body, String name, String json) {
        Map<String, Object> expected = JsonTree.object("expected", "{\"it\":" + json.replace('\'', '"') + "}");
        assertThat(body).containsKey(name);
        assertThat((@Nullable Object) body.get(name)).isEqualTo(expected.get("it"));
    }

    static void assertRefused(ProviderType type, ChatRequest.Builder request, String... words) {
        assertRefused(settings(type), request, words);
    }

    static void assertRefused(ProviderSettings settings, ChatRequest.Builder request, String... words) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> of(settings, request))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(Objects.requireNonNull(error.userMessage()))
                            .contains(words)
                            .contains("'mine'");
                });
    }
}
