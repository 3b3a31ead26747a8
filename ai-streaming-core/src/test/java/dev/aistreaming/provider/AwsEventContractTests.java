package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class AwsEventContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return TinyProtocol.AWS.provider(server, ResponseLimits.DEFAULTS, transport);
    }

    @Override
    protected String contentType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    protected byte[] opening() {
        return AwsFrames.event("begin", "{\"id\":\"t-1\",\"model\":\"m-1\"}");
    }

    @Override
    protected byte[] text(String text) {
        return AwsFrames.event("piece", "{\"text\":\"" + text + "\"}");
    }

    /** The terminator is the name of an event. */
    @Override
    protected byte[] ending() {
        return MappingFixture.joined(AwsFrames.event("stop", "{\"stop\":\"stop\"}"), AwsFrames.event("end", "{}"));
    }
}
