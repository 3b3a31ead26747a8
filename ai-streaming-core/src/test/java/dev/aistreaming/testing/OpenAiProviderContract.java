package dev.aistreaming.testing;

/** The contract for providers that speak OpenAI's protocol, and for decorators around one. */
public abstract class OpenAiProviderContract extends ProviderContract {

    @Override
    protected String opening() {
        return OpenAiWire.opening();
    }

    @Override
    protected String text(String text) {
        return OpenAiWire.text(text);
    }

    @Override
    protected String ending() {
        return OpenAiWire.ending();
    }
}
