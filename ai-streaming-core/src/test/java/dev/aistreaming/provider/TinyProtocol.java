package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.recording.Tape;
import java.net.URI;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The smallest protocol that tells all there is to tell, to be framed in any way: {@code {"id","model","text"}},
 * {@code {"stop":"stop"}}, {@code {"end":true}}, {@code {"error":{}}}. As a protocol of its own would be, it is the request and
 * a mapper.
 */
record TinyProtocol(BiFunction<EventMapper, BodyContext, ResponseBody> framing) implements WireProtocol {

    static final TinyProtocol NDJSON = new TinyProtocol(NdjsonBody::new);
    static final TinyProtocol AWS = new TinyProtocol(AwsEventBody::new);

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        byte[] body = Json.write(Map.of("prompt", request.messages().get(0).text()));
        return new HttpPost(settings.endpoint("/tiny"), Map.of("Content-Type", "application/json"), body);
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return framing.apply(new Mapper(), context);
    }

    /** A provider that speaks it. */
    ChatProvider provider(URI server, ResponseLimits limits, HttpTransport transport) {
        ProviderSettings settings = ProviderSettings.of("tiny", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withResponse(limits);
        return new ChatProvider() {
            @Override
            public String name() {
                return settings.name();
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                HttpPost post = post(request, settings);
                Asked asked = new Asked("m-1", post.uri());
                return new HttpChatCall(settings, asked, transport, TinyProtocol.this, post, () -> Tape.NONE);
            }
        };
    }

    private static final class Mapper implements EventMapper {
        private @Nullable String id;
        private @Nullable String model;
        private @Nullable String text;
        private @Nullable String stop;
        private boolean end;
        private boolean error;

        @Override
        public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
            id = null;
            model = null;
            text = null;
            stop = null;
            end = eventName.get().equals("end");
            error = false;
            Json.members(json, this, Mapper::member);
            if (error) {
                return Verdict.ERROR;
            }
            answer.identify(id, model);
            answer.content(text);
            if (stop != null) {
                answer.finish(FinishReason.STOP);
            }
            if (end) {
                answer.terminate();
            }
            return id != null || text != null || stop != null || end ? Verdict.UNDERSTOOD : Verdict.UNKNOWN;
        }

        private void member(String name, JsonParser json) {
            switch (name) {
                case "id" -> id = Json.text(json);
                case "model" -> model = Json.text(json);
                case "text" -> text = LooseText.read(json);
                case "stop" -> stop = FinishReasons.read(json);
                case "end" -> end = true;
                case "error" -> error = ErrorSigns.truthy(json);
                default -> {}
            }
        }

        @Override
        public boolean isOwnEvent(String name) {
            return !name.equals("ping");
        }
    }
}
