package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;

/** Passes the chunks of one answer on to a {@link PushedAnswer}. Created by {@link ChatCompletions#newChunks}. */
public final class ChatCompletionChunks {

    private final ForeignErrors errors;
    private final OpenAiMapper mapper;
    private final DocumentParser parser = new DocumentParser();

    ChatCompletionChunks(String provider, String type) {
        this.errors = new ForeignErrors(provider, List.of());
        this.mapper = new OpenAiMapper(type);
    }

    /** Reports the content of a chunk. */
    void tell(byte[] chunk, Answer answer) {
        try {
            parser.read(chunk, 0, chunk.length, 0, json -> map(json, chunk, answer));
        } catch (UnreadableDocument e) {
            throw errors.error(ErrorCode.MALFORMED_RESPONSE, e.getMessage(), e.getCause());
        }
    }

    private void map(JsonParser json, byte[] chunk, Answer answer) {
        if (mapper.map(json, () -> EventMapper.UNNAMED, answer) == EventMapper.Verdict.ERROR) {
            throw error(chunk);
        }
    }

    private AiException error(byte[] chunk) {
        return errors.response(null, Map.of(), new String(chunk, StandardCharsets.UTF_8), null);
    }
}
