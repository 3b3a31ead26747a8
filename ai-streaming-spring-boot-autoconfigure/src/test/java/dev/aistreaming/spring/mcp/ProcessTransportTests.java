package dev.aistreaming.spring.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProcessTransportTests {

    @Test
    void aConnectionThatIsClosedBeforeItsProcessStartsStartsNone() {
        List<Throwable> faults = new CopyOnWriteArrayList<>();
        ProcessTransport transport = new ProcessTransport(
                "late",
                new McpServerSettings.Command(List.of("cat"), Map.of()),
                new JacksonMcpJsonMapper(JsonMapper.shared()));
        transport.setExceptionHandler(faults::add);
        transport.closeGracefully().block();
        transport.connect(message -> message).block();

        assertThat(faults).singleElement().isInstanceOf(ServerGoneException.class);
    }
}
