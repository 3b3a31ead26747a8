package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.web.JettyConnectionHandler;
import org.eclipse.jetty.server.Handler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Allows streams to be aborted if Jetty is the embedded server. */
@AutoConfiguration
@ConditionalOnClass({ConfigurableJettyWebServerFactory.class, Handler.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingJettyAutoConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> aiStreamingJettyCustomizer() {
        return factory -> factory.addServerCustomizers(server -> {
            JettyConnectionHandler outermost = new JettyConnectionHandler();
            outermost.setHandler(server.getHandler());
            server.setHandler(outermost);
        });
    }
}
