package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressFilterTests extends TransportFixture {

    private final List<InetAddress> asked = new CopyOnWriteArrayList<>();
    private final ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok");

    @AfterEach
    void closeServer() {
        server.close();
    }

    private AddressFilter answering(boolean allowed) {
        return address -> {
            asked.add(address);
            return allowed;
        };
    }

    private URI byName() {
        return URI.create("http://localhost:" + server.url().getPort());
    }

    private RecordingExchangeListener ask(HttpSettings settings, URI uri) {
        try (HttpTransport filtered = new HttpTransport(settings, executor)) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            filtered.newExchange(post(uri), listener).start();
            org.awaitility.Awaitility.await().until(listener::hasEnded);
            return listener;
        }
    }

    @Test
    void isAskedForTheAddressThatANameLeadsTo() {
        HttpSettings settings = HttpSettings.DEFAULTS.withAddressFilter(answering(true));

        assertThat(ask(settings, byName()).body()).isEqualTo("ok");
        assertThat(asked).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void aHostOfWhichNoAddressIsAllowedIsNotConnectedTo() {
        HttpSettings settings = HttpSettings.DEFAULTS.withAddressFilter(answering(false));

        assertThat(ask(settings, byName()).failure())
                .isInstanceOf(AddressRefusedException.class)
                .hasMessageContaining("localhost");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anAddressInPlaceOfANameIsAskedForAsWell() {
        HttpSettings settings = HttpSettings.DEFAULTS.withAddressFilter(answering(false));

        assertThat(ask(settings, server.url()).failure()).isInstanceOf(AddressRefusedException.class);
        assertThat(asked).isNotEmpty();
    }

    @Test
    void aFilterThatFailsRefuses() {
        HttpSettings settings = HttpSettings.DEFAULTS.withAddressFilter(address -> {
            throw new IllegalStateException("no list of addresses");
        });

        assertThat(ask(settings, byName()).failure())
                .isInstanceOf(AddressRefusedException.class)
                .hasRootCauseMessage("no list of addresses");
    }

    @Test
    void isAskedForTheProxyWhereThereIsOne() {
        HttpSettings settings =
                HttpSettings.DEFAULTS.withAddressFilter(answering(true)).withProxy(proxyByAddress());

        assertThat(ask(settings, URI.create("http://provider.example/v1")).body())
                .isEqualTo("ok");
        assertThat(asked).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void aProxyThatIsNamedByItsAddressDoesNotGetPastIt() {
        HttpSettings settings =
                HttpSettings.DEFAULTS.withAddressFilter(answering(false)).withProxy(proxyByAddress());

        assertThat(ask(settings, URI.create("http://provider.example/v1")).failure())
                .isInstanceOf(AddressRefusedException.class);
        assertThat(server.requests()).isEmpty();
    }

    private ProxySelector proxyByAddress() {
        return ProxySelector.of(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.url().getPort()));
    }

    @Test
    void theLogNamesTheHostAndTheBrowserIsNotToldOfIt() {
        HttpSettings settings = HttpSettings.DEFAULTS.withAddressFilter(answering(false));
        try (HttpTransport filtered = new HttpTransport(settings, executor)) {
            RecordingListener listener = new RecordingListener();
            new HttpChatProvider(ProviderSettings.of("own", ProviderType.OLLAMA).withBaseUrl(byName()), filtered)
                    .newCall(ChatRequest.of("Hello").toBuilder().model("m").build())
                    .start(listener);

            AiException error = listener.error();
            assertThat(error.code()).isEqualTo(ErrorCode.NETWORK);
            assertThat(error.retryable()).isFalse();
            assertThat(error.getMessage()).contains("the address filter does not allow connections to localhost");
            assertThat(error.userMessage()).doesNotContain("localhost");
        }
    }
}
