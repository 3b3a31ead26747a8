package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.web.TomcatConnectionValve;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Writes streams without blocking if Tomcat is the embedded server. */
@AutoConfiguration
@ConditionalOnClass({ConfigurableTomcatWebServerFactory.class, ValveBase.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingTomcatAutoConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> aiStreamingTomcatCustomizer() {
        return factory -> factory.addEngineValves(new TomcatConnectionValve());
    }
}
