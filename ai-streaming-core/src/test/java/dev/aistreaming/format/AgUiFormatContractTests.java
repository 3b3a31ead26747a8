package dev.aistreaming.format;

import dev.aistreaming.testing.EventFormatContract;

class AgUiFormatContractTests extends EventFormatContract {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String RUN = "\"threadId\":\"" + ID + "\",\"runId\":\"" + ID + "\"";
    private static final String START = "data: {\"type\":\"RUN_STARTED\"," + RUN + "}\n\n";
    private static final String MESSAGE = "\"messageId\":\"msg_" + ID + "\"";
    private static final String HEL = "data: {\"type\":\"TEXT_MESSAGE_START\"," + MESSAGE
            + ",\"role\":\"assistant\"}\n\ndata: {\"type\":\"TEXT_MESSAGE_CONTENT\"," + MESSAGE
            + ",\"delta\":\"Hel\"}\n\n";
    private static final String TEXT_END = "data: {\"type\":\"TEXT_MESSAGE_END\"," + MESSAGE + "}\n\n";

    @Override
    protected StreamFormat format() {
        return new AgUiFormat(Disclosure.ALL);
    }

    @Override
    protected String name() {
        return "ag-ui";
    }

    @Override
    protected String answer() {
        return START + HEL + "data: {\"type\":\"TEXT_MESSAGE_CONTENT\"," + MESSAGE + ",\"delta\":\"lo \\\"\\n\"}\n\n"
                + TEXT_END + finish("stop");
    }

    private static String finish(String reason) {
        return "data: {\"type\":\"RUN_FINISHED\"," + RUN + ",\"result\":{\"finishReason\":\"" + reason + "\"}}\n\n";
    }

    @Override
    protected String toolCall() {
        return START
                + "data: {\"type\":\"TOOL_CALL_START\",\"toolCallId\":\"call_1\",\"toolCallName\":\"weather\","
                + "\"parentMessageId\":\"msg_" + ID + "\"}\n\n"
                + "data: {\"type\":\"TOOL_CALL_ARGS\",\"toolCallId\":\"call_1\",\"delta\":\"{\\\"city\\\":\"}\n\n"
                + "data: {\"type\":\"TOOL_CALL_ARGS\",\"toolCallId\":\"call_1\",\"delta\":\"\\\"Rome\\\"}\"}\n\n"
                + "data: {\"type\":\"TOOL_CALL_END\",\"toolCallId\":\"call_1\"}\n\n"
                + finish("tool_calls");
    }

    @Override
    protected String errorFirst() {
        return error("The AI provider is overloaded.", "overloaded");
    }

    private static String error(String text, String code) {
        return "data: {\"type\":\"RUN_ERROR\",\"message\":\"" + text + "\",\"code\":\"" + code + "\"}\n\n";
    }

    @Override
    protected String errorAfterContent() {
        return START + HEL + TEXT_END + error("The AI provider broke off the answer.", "truncated");
    }

    @Override
    protected String cancelled() {
        return START + HEL + TEXT_END + error("The answer was cancelled.", "cancelled");
    }

    @Override
    protected boolean isLast(String event) {
        return event.contains("\"type\":\"RUN_FINISHED\"") || event.contains("\"type\":\"RUN_ERROR\"");
    }
}
