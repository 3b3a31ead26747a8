package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.sample.PackagedSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a browser of its own, the page in it and the provider behind it; the application is the same for all. An error on the
 * console that the test does not expect fails it.
 */
final class InBrowser implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(InBrowser.class);

    private record Application(Provider provider, PackagedSample sample) implements AutoCloseable {

        static Application start() {
            Provider provider = new Provider();
            List<String> arguments = List.of(
                    "--spring.web.resources.static-locations=classpath:/static/,file:"
                            + System.getProperty("react.built") + "/",
                    "--ai.streaming.retry.max-attempts=1");
            try {
                return new Application(provider, new PackagedSample(provider, List.of(), arguments));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            sample.close();
        }
    }

    private static Application application(ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Application.class, type -> Application.start(), Application.class);
    }

    private static ChatPage page(ExtensionContext context) {
        return context.getStore(HERE)
                .computeIfAbsent(
                        ChatPage.class,
                        type -> new ChatPage(application(context).sample, new Chromium()),
                        ChatPage.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        application(context).provider.answers(connection -> connection.waitForClientToLeave());
        page(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ChatPage page = page(context);
        try {
            assertThat(page.unexpectedErrors()).as("errors on the console").isEmpty();
        } finally {
            page.browser().close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ChatPage.class || type == Provider.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Provider.class ? application(context).provider : page(context);
    }
}
