package dev.aistreaming.format;

import dev.aistreaming.testing.EventFormatContract;

class OpenAiFormatContractTests extends EventFormatContract {

    private static final String DONE = "data: [DONE]\n\n";
    private static final String HEAD =
            "data: {\"id\":\"chatcmpl-0123456789abcdef0123456789abcdef\",\"object\":\"chat.completion.chunk\","
                    + "\"created\":0,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{";
    private static final String HEL =
            HEAD + "\"role\":\"assistant\",\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n";

    @Override
    protected StreamFormat format() {
        return new OpenAiFormat(Disclosure.ALL);
    }

    @Override
    protected String name() {
        return "openai";
    }

    @Override
    protected String answer() {
        return HEL + HEAD + "\"content\":\"lo \\\"\\n\"},\"finish_reason\":null}]}\n\n" + HEAD
                + "},\"finish_reason\":\"stop\"}]}\n\n" + DONE;
    }

    @Override
    protected String toolCall() {
        return HEAD + "\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}}]},"
                + "\"finish_reason\":null}]}\n\n"
                + HEAD + "},\"finish_reason\":\"tool_calls\"}]}\n\n" + DONE;
    }

    @Override
    protected String errorFirst() {
        return error("The AI provider is overloaded.", "overloaded");
    }

    private static String error(String text, String code) {
        return "data: {\"error\":{\"message\":\"" + text + "\",\"type\":\"api_error\",\"param\":null,\"code\":\"" + code
                + "\"}}\n\n" + DONE;
    }

    @Override
    protected String errorAfterContent() {
        return HEL + error("The AI provider broke off the answer.", "truncated");
    }

    @Override
    protected String cancelled() {
        return HEL + error("The answer was cancelled.", "cancelled");
    }

    @Override
    protected boolean isLast(String event) {
        return event.equals("data: [DONE]");
    }
}
