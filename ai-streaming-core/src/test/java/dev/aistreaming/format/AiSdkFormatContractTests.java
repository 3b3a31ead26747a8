package dev.aistreaming.format;

import dev.aistreaming.testing.EventFormatContract;

class AiSdkFormatContractTests extends EventFormatContract {

    private static final String DONE = "data: [DONE]\n\n";
    private static final String START =
            "data: {\"type\":\"start\",\"messageId\":\"msg_0123456789abcdef0123456789abcdef\"}\n\n";
    private static final String STEP = "data: {\"type\":\"start-step\"}\n\n";
    private static final String HEL = "data: {\"type\":\"text-start\",\"id\":\"text-1\"}\n\n"
            + "data: {\"type\":\"text-delta\",\"id\":\"text-1\",\"delta\":\"Hel\"}\n\n";
    private static final String TEXT_END = "data: {\"type\":\"text-end\",\"id\":\"text-1\"}\n\n";
    private static final String STEP_END = "data: {\"type\":\"finish-step\"}\n\n";

    @Override
    protected StreamFormat format() {
        return new AiSdkFormat(Disclosure.ALL);
    }

    @Override
    protected String name() {
        return "ai-sdk";
    }

    @Override
    protected String answer() {
        return START + STEP + HEL + "data: {\"type\":\"text-delta\",\"id\":\"text-1\",\"delta\":\"lo \\\"\\n\"}\n\n"
                + TEXT_END + STEP_END + finish("stop") + DONE;
    }

    private static String finish(String reason) {
        return "data: {\"type\":\"finish\",\"messageMetadata\":{\"finishReason\":\"" + reason
                + "\",\"model\":\"m-1\",\"provider\":\"local\"}}\n\n";
    }

    @Override
    protected String toolCall() {
        return START
                + STEP
                + "data: {\"type\":\"tool-input-start\",\"toolCallId\":\"call_1\",\"toolName\":\"weather\"}\n\n"
                + "data: {\"type\":\"tool-input-delta\",\"toolCallId\":\"call_1\",\"inputTextDelta\":\"{\\\"city\\\":\"}\n\n"
                + "data: {\"type\":\"tool-input-delta\",\"toolCallId\":\"call_1\",\"inputTextDelta\":\"\\\"Rome\\\"}\"}\n\n"
                + "data: {\"type\":\"tool-input-available\",\"toolCallId\":\"call_1\",\"toolName\":\"weather\","
                + "\"input\":{\"city\":\"Rome\"}}\n\n"
                + STEP_END
                + finish("tool-calls")
                + DONE;
    }

    @Override
    protected String errorFirst() {
        return START + error("The AI provider is overloaded.") + DONE;
    }

    private static String error(String text) {
        return "data: {\"type\":\"error\",\"errorText\":\"" + text + "\"}\n\n";
    }

    @Override
    protected String errorAfterContent() {
        return START + STEP + HEL + TEXT_END + STEP_END + error("The AI provider broke off the answer.") + DONE;
    }

    @Override
    protected String cancelled() {
        return START + STEP + HEL + TEXT_END + STEP_END + "data: {\"type\":\"abort\"}\n\n" + DONE;
    }

    @Override
    protected boolean isLast(String event) {
        return event.equals("data: [DONE]");
    }
}
