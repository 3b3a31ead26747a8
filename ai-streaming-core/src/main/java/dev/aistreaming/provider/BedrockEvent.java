package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The payload of one event of Bedrock's stream. The object is reused for all events of an answer. */
final class BedrockEvent {

    static final int NO_INDEX = -1;

    int index;
    boolean call;

    /** Whether it is a call that the provider runs itself, or its result. */
    boolean own;

    @Nullable
    String id;

    @Nullable
    String name;

    @Nullable
    String input;

    @Nullable
    String text;

    @Nullable
    String reasoning;

    @Nullable
    String signature;

    @Nullable
    String redacted;

    @Nullable
    String url;

    @Nullable
    String document;

    @Nullable
    String title;

    @Nullable
    String stopReason;

    final UsageTally usage = new UsageTally();
    final ErrorSigns signs = new ErrorSigns();

    /** Reads a payload, replacing the previous one. The parser must be at its first token. */
    void read(JsonParser json) {
        index = NO_INDEX;
        call = false;
        own = false;
        id = null;
        name = null;
        input = null;
        text = null;
        reasoning = null;
        signature = null;
        redacted = null;
        url = null;
        document = null;
        title = null;
        stopReason = null;
        signs.clear();
        Json.members(json, this, BedrockEvent::member);
    }

    /** How much of it is kept in addition to the visible answer. */
    int kept() {
        return (signature == null ? 0 : signature.length()) + (redacted == null ? 0 : redacted.length());
    }

    private void member(String member, JsonParser json) {
        switch (member) {
            case "contentBlockIndex" -> index = Json.integer(json, NO_INDEX);
            case "start", "delta" -> Json.members(json, this, BedrockEvent::blockMember);
            case "stopReason" -> stopReason = FinishReasons.read(json);
            case "usage" -> Json.members(json, usage, BedrockEvent::usageMember);
            default -> signs.note(member, json);
        }
    }

    private void blockMember(String member, JsonParser json) {
        switch (member) {
            case "text" -> text = LooseText.read(json);
            case "toolUse" -> call = Json.members(json, this, BedrockEvent::callMember);
            case "toolResult" -> own = true;
            case "reasoningContent" -> Json.members(json, this, BedrockEvent::reasoningMember);
            case "citation" -> Json.members(json, this, BedrockEvent::citationMember);
            default -> {}
        }
    }

    private void callMember(String member, JsonParser json) {
        switch (member) {
            case "toolUseId" -> id = Json.text(json);
            case "name" -> name = Json.text(json);
            case "input" -> input = LooseText.arguments(json);
            case "type" -> own |= Json.textIs("server_tool_use", json);
            default -> {}
        }
    }

    private void reasoningMember(String member, JsonParser json) {
        switch (member) {
            case "text" -> reasoning = LooseText.read(json);
            case "signature" -> signature = Json.text(json);
            case "redactedContent" -> redacted = Json.text(json);
            default -> {}
        }
    }

    private void citationMember(String member, JsonParser json) {
        switch (member) {
            case "title" -> title = Json.text(json);
            case "source" -> document = Json.text(json);
            case "location" -> Json.members(json, this, BedrockEvent::locationMember);
            default -> {}
        }
    }

    private void locationMember(String member, JsonParser json) {
        if (member.equals("web")) {
            Json.members(json, this, BedrockEvent::webMember);
        }
    }

    private void webMember(String member, JsonParser json) {
        switch (member) {
            case "url" -> url = Json.text(json);
            case "domain" -> title = title == null ? Json.text(json) : title;
            default -> {}
        }
    }

    private static void usageMember(UsageTally tally, String member, JsonParser json) {
        switch (member) {
            case "inputTokens" -> tally.input = Json.integer(json);
            case "outputTokens" -> tally.output = Json.integer(json);
            case "cacheReadInputTokens" -> tally.cacheRead = Json.integer(json);
            case "cacheWriteInputTokens" -> tally.cacheWrite = Json.integer(json);
            default -> {}
        }
    }
}
