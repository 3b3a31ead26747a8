package dev.aistreaming.testing;

/** The contract for providers that speak OpenAI's protocol, and for decorators around one. */
public abstract class OpenAiProviderContract extends ProviderContract {

    @Override
    protected String contentType() {
        return "text/event-stream";
    }

    @Override
    protected byte[] opening() {
        return utf8(OpenAiWire.opening());
    }

    @Override
    protected byte[] text(String text) {
        return utf8(OpenAiWire.text(text));
    }

    @Override
    protected byte[] ending() {
        return utf8(OpenAiWire.ending());
    }
}
