package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.sse.SseEncoder;
import java.util.List;

/**
 * Encodes {@link AgUiFormat}. The text and tool calls of one step form a single assistant message, because providers accept
 * parallel calls only as part of one turn.
 */
final class AgUiEncoder extends CallPieces {

    private final AgUiMessages messages;
    private boolean started;
    private int results;

    AgUiEncoder(Disclosure shown, SseEncoder out, StreamInfo stream) {
        super(shown, out, stream);
        this.messages = new AgUiMessages(out, stream.streamId());
    }

    /** Sets the state to which these events have led. */
    void takeOver(List<String> written) {
        started = true;
        for (String data : written) {
            WrittenEvent event = WrittenEvent.of(data);
            switch (event.type()) {
                case "TOOL_CALL_START" -> {
                    calls.takeOver(event.text("toolCallId"), event.text("toolCallName"));
                    messages.takeOver(event.type(), event.text("parentMessageId"));
                }
                case "TOOL_CALL_END" -> calls.over(event.text("toolCallId"));
                case "TOOL_CALL_RESULT" -> results++;
                case "CUSTOM" -> {
                    if (event.text("name").equals("reset")) {
                        messages.next();
                    }
                }
                default -> messages.takeOver(event.type(), event.text("messageId"));
            }
        }
    }

    /** The run must begin with this event, and it must occur only there. */
    private void start() {
        if (!started) {
            started = true;
            run("RUN_STARTED").literal("}").end();
        }
    }

    private SseEncoder run(String type) {
        out.begin().literal("{\"type\":\"").literal(type).literal("\",\"threadId\":");
        out.jsonString(idOr(AgUiFormat.THREAD_ID)).literal(",\"runId\":");
        return out.jsonString(idOr(AgUiFormat.RUN_ID));
    }

    private String idOr(String key) {
        return stream.ids().getOrDefault(key, stream.streamId());
    }

    @Override
    public void started(StreamEvent.Started event) {
        start();
    }

    @Override
    public void content(StreamEvent.Content event) {
        start();
        messages.text(event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        if (shown.reasoning()) {
            start();
            messages.reasoning(event.text());
        }
    }

    @Override
    void beginning(WrittenCall call) {
        start();
        messages.close();
        aboutCall("TOOL_CALL_START", call).literal(",\"toolCallName\":").jsonString(call.name());
        out.literal(",\"parentMessageId\":\"")
                .literal(messages.id())
                .literal("\"}")
                .end();
    }

    @Override
    void arguments(WrittenCall call, String piece) {
        call.hasArguments = true;
        aboutCall("TOOL_CALL_ARGS", call).literal(",\"delta\":").jsonString(piece);
        out.literal("}").end();
    }

    private void end(WrittenCall call) {
        if (call.hasBegun() && !call.isOver()) {
            call.over();
            aboutCall("TOOL_CALL_END", call).literal("}").end();
        }
    }

    @Override
    void whole(WrittenCall call, ToolCall whole) {
        if (!call.hasArguments) {
            arguments(call, JsonMembers.arguments(whole));
        }
        end(call);
    }

    @Override
    void result(WrittenCall call, Part.ToolResult result) {
        end(call);
        messages.close();
        results++;
        out.begin().literal("{\"type\":\"TOOL_CALL_RESULT\",\"messageId\":\"result_");
        out.literal(stream.streamId()).literal("_").number(results).literal("\",\"toolCallId\":");
        out.jsonString(String.valueOf(call.id())).literal(",\"content\":");
        out.jsonString(result.text()).literal(",\"role\":\"tool\"}").end();
    }

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {
        custom("approval");
        JsonMembers.approval(out, event, stream.streamId(), calls.idOf(event.call()));
        out.literal("}").end();
    }

    private void custom(String name) {
        start();
        out.begin().literal("{\"type\":\"CUSTOM\",\"name\":").jsonString(name).literal(",\"value\":");
    }

    @Override
    public void source(StreamEvent.Source event) {
        if (shown.sources()) {
            custom("source");
            JsonMembers.source(out, event);
            out.literal("}").end();
        }
    }

    /** Wrapped in an object, because there is no other place for the id. */
    @Override
    public void data(StreamEvent.Data event) {
        JsonText.check(event);
        custom(event.name());
        out.literal("{");
        String separator = JsonMembers.member(out, "", "\"id\":", event.id());
        out.literal(separator).literal("\"value\":").json(event.json());
        out.literal("}}").end();
    }

    @Override
    public void objectReady(StreamEvent.ObjectReady event) {
        JsonText.check(event);
        custom("object");
        out.json(event.json()).literal("}").end();
    }

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        closeAll();
        messages.next();
    }

    private void closeAll() {
        messages.close();
        calls.ofStep().forEach(this::end);
        calls.endStep();
    }

    /** A message cannot be removed from a front end; it can only be told which one is void. */
    @Override
    public void reset(StreamEvent.Reset event) {
        start();
        closeAll();
        custom("reset");
        out.literal("{\"reason\":").jsonString(event.reason().wireName());
        out.literal(",\"messageId\":\"").literal(messages.id()).literal("\"}}").end();
        messages.next();
    }

    @Override
    public void complete(ChatResponse response) {
        start();
        if (shown.toolCalls()) {
            response.toolCalls().forEach(this::whole);
        }
        closeAll();
        run("RUN_FINISHED");
        if (shown.metadata()) {
            out.literal(",\"result\":{\"finishReason\":");
            out.jsonString(response.finishReason().wireName()).literal("}");
            usage(response);
        }
        out.literal("}").end();
    }

    private void usage(ChatResponse response) {
        if (JsonMembers.hasTokens(response.usage())) {
            out.literal(",\"usage\":[{\"provider\":").jsonString(response.provider());
            JsonMembers.member(out, ",", "\"model\":", response.model());
            JsonMembers.tokens(out, ",", response.usage());
            out.literal("}]");
        }
    }

    /** A run without a known id may have begun elsewhere and must not begin twice, but any run may end. */
    @Override
    public void error(AiException error) {
        if (stream.ids().containsKey(AgUiFormat.RUN_ID)) {
            start();
        }
        closeAll();
        out.begin().literal("{\"type\":\"RUN_ERROR\",\"message\":").jsonString(shown.text(error));
        out.literal(",\"code\":").jsonString(error.code().wireName());
        out.literal("}").end();
    }
}
