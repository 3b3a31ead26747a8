package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.http.AddressFilter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Applies the settings of Spring Boot's HTTP clients, if {@code spring-boot-http-client} is present. */
@AutoConfiguration(
        before = AiStreamingAutoConfiguration.class,
        afterName = "org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration")
@ConditionalOnClass(HttpClientSettings.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingHttpClientAutoConfiguration {

    private static final String PREFIX = "spring.http.clients.";

    @Bean
    ConnectionDefaults aiStreamingConnectionDefaults(
            ObjectProvider<HttpClientSettings> settings, Environment environment) {
        HttpClientSettings found = settings.getIfAvailable(HttpClientSettings::defaults);
        SslBundle bundle = found.sslBundle();
        String bundleName = environment.getProperty(PREFIX + "ssl.bundle");
        return new ConnectionDefaults(
                checked(found.connectTimeout()),
                bundle == null || ProviderSettingsMapper.isBlank(bundleName) ? null : bundleName,
                bundle);
    }

    private static @Nullable Duration checked(@Nullable Duration connectTimeout) {
        if (connectTimeout != null && (connectTimeout.isZero() || connectTimeout.isNegative())) {
            throw new InvalidSettingException(
                    PREFIX + "connect-timeout is " + connectTimeout.toMillis() + "ms.",
                    "Set it to a time longer than 0, or set ai.streaming.timeouts.connect for AI providers.");
        }
        return connectTimeout;
    }

    /** The address filter, which Spring Boot has since 4.1. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InetAddressFilter.class)
    static class Filtering {

        @Bean
        @ConditionalOnBean(InetAddressFilter.class)
        @ConditionalOnMissingBean
        AddressFilter aiStreamingAddressFilter(InetAddressFilter filter) {
            return filter::matches;
        }
    }
}
