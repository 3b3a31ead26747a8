package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class NdjsonContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return TinyProtocol.NDJSON.provider(server, ResponseLimits.DEFAULTS, transport);
    }

    @Override
    protected String contentType() {
        return "application/x-ndjson";
    }

    @Override
    protected byte[] opening() {
        return utf8("{\"id\":\"t-1\",\"model\":\"m-1\"}\n");
    }

    @Override
    protected byte[] text(String text) {
        return utf8("{\"text\":\"" + text + "\"}\n");
    }

    @Override
    protected byte[] ending() {
        return utf8("{\"stop\":\"stop\"}\n{\"end\":true}\n");
    }
}
