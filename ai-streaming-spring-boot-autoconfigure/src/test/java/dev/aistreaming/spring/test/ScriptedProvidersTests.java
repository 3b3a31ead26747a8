package dev.aistreaming.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.ScriptedProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class ScriptedProvidersTests {

    @Test
    void anObjectThatWasRegisteredAsAProviderIsOneOfTheApplicationsOwn() {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("own", ScriptedProvider.named("own"));
        new ScriptedProviders(List.of("scripted"), "scripted").postProcessBeanDefinitionRegistry(beans);

        assertThat(beans.getBean(ScriptedProvider.class).name()).isEqualTo("scripted");
        assertThat(beans.getBeansOfType(ScriptedProvider.class)).hasSize(2);
    }
}
