package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The content of one event of {@code streamGenerateContent}. The object is reused for all events of an answer. */
final class GeminiEvent {

    /** A web page or document that the answer is based on. */
    static final class Reference {
        @Nullable
        String uri;

        @Nullable
        String title;

        private void kind(String name, JsonParser json) {
            Json.members(json, this, Reference::member); // web, retrievedContext, maps
        }

        private void member(String name, JsonParser json) {
            switch (name) {
                case "uri" -> uri = Json.text(json);
                case "title" -> title = Json.text(json);
                default -> {}
            }
        }
    }

    @Nullable
    String id;

    @Nullable
    String model;

    @Nullable
    String finishReason;

    final UsageTally usage = new UsageTally();
    final List<Reference> references = new ArrayList<>(0);
    private final List<GeminiPart> parts = new ArrayList<>();
    private final ErrorSigns signs = new ErrorSigns();
    private int count;
    private boolean identified;
    private boolean understood;
    private boolean blocked;

    // the candidate being read
    private int index;
    private @Nullable String reasonOfCandidate;

    /**
     * Reads an event, replacing the previous one. The parser must be at its first token.
     *
     * @param identified whether id and model, which every event repeats, are already known
     */
    void read(JsonParser json, boolean identified) {
        id = null;
        model = null;
        finishReason = null;
        references.clear();
        signs.clear();
        count = 0;
        understood = false;
        blocked = false;
        this.identified = identified;
        Json.members(json, this, GeminiEvent::member);
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "candidates" -> {
                understood = true;
                Json.elements(json, this, GeminiEvent::candidate);
            }
            case "usageMetadata" -> understood |= Json.members(json, usage, GeminiEvent::usageMember);
            case "promptFeedback" -> understood |= Json.members(json, this, GeminiEvent::feedbackMember);
            case "responseId" -> id = identified ? null : Json.text(json);
            case "modelVersion" -> model = identified ? null : Json.text(json);
            default -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    signs.note(name, json);
                }
            }
        }
    }

    /** Only one candidate is requested. Any others, requested by means of an option, are different answers. */
    private void candidate(JsonParser json) {
        int before = count;
        int referencesBefore = references.size();
        index = 0;
        reasonOfCandidate = null;
        Json.members(json, this, GeminiEvent::candidateMember);
        if (index > 0) {
            count = before;
            references.subList(referencesBefore, references.size()).clear();
        } else if (reasonOfCandidate != null) {
            finishReason = reasonOfCandidate;
        }
    }

    private void candidateMember(String name, JsonParser json) {
        switch (name) {
            case "index" -> index = Json.integer(json, 0);
            case "content" -> Json.members(json, this, GeminiEvent::contentMember);
            case "finishReason" -> reasonOfCandidate = FinishReasons.read(json);
            case "groundingMetadata" -> Json.members(json, this, GeminiEvent::groundingMember);
            default -> {}
        }
    }

    private void contentMember(String name, JsonParser json) {
        if (name.equals("parts")) {
            Json.elements(json, this, GeminiEvent::part);
        }
    }

    private void part(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        if (count == parts.size()) {
            parts.add(new GeminiPart());
        }
        parts.get(count++).read(json);
    }

    private void groundingMember(String name, JsonParser json) {
        if (name.equals("groundingChunks")) {
            Json.elements(json, this, GeminiEvent::reference);
        }
    }

    private void reference(JsonParser json) {
        Reference reference = new Reference();
        Json.members(json, reference, Reference::kind);
        references.add(reference);
    }

    private void feedbackMember(String name, JsonParser json) {
        blocked |= name.equals("blockReason") && Json.text(json) != null;
    }

    private static void usageMember(UsageTally tally, String name, JsonParser json) {
        switch (name) {
            case "promptTokenCount" -> tally.input = count(json, tally.input);
            case "candidatesTokenCount" -> tally.output = count(json, tally.output);
            case "thoughtsTokenCount" -> tally.reasoning = count(json, tally.reasoning);
            case "cachedContentTokenCount" -> tally.cacheRead = count(json, tally.cacheRead);
            default -> {}
        }
    }

    /** Each event reports the totals so far, except for those that it leaves out. */
    private static @Nullable Integer count(JsonParser json, @Nullable Integer known) {
        int count = Json.integer(json, -1);
        return count < 0 || (known != null && known == count) ? known : Integer.valueOf(count);
    }

    /** The number of parts. */
    int count() {
        return count;
    }

    GeminiPart part(int number) {
        return parts.get(number);
    }

    boolean isPartOfAnAnswer() {
        return understood;
    }

    /** A blocked prompt has no answer. */
    boolean isError() {
        return blocked || signs.isCertain(understood);
    }

    /** Whether it is an error unless the answer continues after it. */
    boolean isSuspected() {
        return signs.isSuspected();
    }
}
