package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;

/** The messages of an AG-UI run: the assistant's message, which can be reopened and continued, and its reasoning. */
final class AgUiMessages {

    private enum Open {
        NOTHING,
        TEXT,
        REASONING
    }

    private final SseEncoder out;
    private final String streamId;
    private String id;
    private String reasoningId = "";
    private Open open = Open.NOTHING;
    private int messages = 1;
    private int thoughts;

    AgUiMessages(SseEncoder out, String streamId) {
        this.out = out;
        this.streamId = streamId;
        this.id = "msg_" + streamId;
    }

    /** The id of the assistant's message, which is unique across streams. */
    String id() {
        return id;
    }

    /** Starts a new assistant message. */
    void next() {
        close();
        messages++;
        id = "msg_" + streamId + "_" + messages;
    }

    /** Applies an event of the previous writer. */
    void takeOver(String type, String messageId) {
        switch (type) {
            case "TEXT_MESSAGE_START" -> open = Open.TEXT;
            case "REASONING_START" -> {
                open = Open.REASONING;
                thoughts++;
                reasoningId = messageId;
            }
            case "TEXT_MESSAGE_END", "REASONING_END" -> open = Open.NOTHING;
            default -> {}
        }
        String first = "msg_" + streamId;
        if (messageId.startsWith(first)) {
            id = messageId;
            messages = messageId.length() == first.length()
                    ? 1
                    : Integer.parseInt(messageId.substring(first.length() + 1));
        }
    }

    void text(String text) {
        if (open != Open.TEXT) {
            close();
            open = Open.TEXT;
            event("TEXT_MESSAGE_START", id).literal(",\"role\":\"assistant\"}").end();
        }
        event("TEXT_MESSAGE_CONTENT", id)
                .literal(",\"delta\":")
                .jsonString(text)
                .literal("}")
                .end();
    }

    void reasoning(String text) {
        if (open != Open.REASONING) {
            close();
            open = Open.REASONING;
            thoughts++;
            reasoningId = "reasoning_" + streamId + "_" + thoughts;
            event("REASONING_START", reasoningId).literal("}").end();
            event("REASONING_MESSAGE_START", reasoningId)
                    .literal(",\"role\":\"reasoning\"}")
                    .end();
        }
        event("REASONING_MESSAGE_CONTENT", reasoningId)
                .literal(",\"delta\":")
                .jsonString(text)
                .literal("}")
                .end();
    }

    void close() {
        if (open == Open.TEXT) {
            event("TEXT_MESSAGE_END", id).literal("}").end();
        } else if (open == Open.REASONING) {
            event("REASONING_MESSAGE_END", reasoningId).literal("}").end();
            event("REASONING_END", reasoningId).literal("}").end();
        }
        open = Open.NOTHING;
    }

    private SseEncoder event(String type, String messageId) {
        out.begin().literal("{\"type\":\"").literal(type);
        return out.literal("\",\"messageId\":\"").literal(messageId).literal("\"");
    }
}
