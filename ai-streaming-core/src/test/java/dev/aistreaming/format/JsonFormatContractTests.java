package dev.aistreaming.format;

import dev.aistreaming.testing.EventFormatContract;

class JsonFormatContractTests extends EventFormatContract {

    private static final String DONE = "data: [DONE]\n\n";
    private static final String HEL = "data: {\"content\":\"Hel\"}\n\n";

    @Override
    protected StreamFormat format() {
        return new JsonFormat(true, true, true, false);
    }

    @Override
    protected String name() {
        return "json";
    }

    @Override
    protected String answer() {
        return HEL + "data: {\"content\":\"lo \\\"\\n\"}\n\n" + metadata("stop") + DONE;
    }

    @Override
    protected String toolCall() {
        return "data: {\"toolCall\":{\"id\":\"call_1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Rome\"}}}\n\n"
                + metadata("tool_calls") + DONE;
    }

    private static String metadata(String reason) {
        return "data: {\"finishReason\":\"" + reason + "\",\"model\":\"m-1\",\"provider\":\"local\"}\n\n";
    }

    @Override
    protected String errorFirst() {
        return "data: {\"error\":\"The AI provider is overloaded.\",\"code\":\"overloaded\",\"retryable\":true}\n\n"
                + DONE;
    }

    @Override
    protected String errorAfterContent() {
        return HEL + "data: {\"error\":\"The AI provider broke off the answer.\",\"code\":\"truncated\","
                + "\"retryable\":true}\n\n" + DONE;
    }

    @Override
    protected String cancelled() {
        return HEL + "data: {\"error\":\"The answer was cancelled.\",\"code\":\"cancelled\",\"retryable\":false}\n\n"
                + DONE;
    }

    @Override
    protected boolean isLast(String event) {
        return event.equals("data: [DONE]");
    }
}
