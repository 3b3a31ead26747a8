package dev.aistreaming.applications.worker;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.AiService;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Sorts the mails of a night and drafts replies to them. If one fails, the others are still processed. */
@Component
class MailJob implements CommandLineRunner {

    private static final Logger log = LoggerFactory.getLogger(MailJob.class);

    private final AiService ai;

    MailJob(AiService ai) {
        this.ai = ai;
    }

    @Override
    public void run(String... args) {
        log.info("Asked for a subject: {}", ai.ask("A subject for the report of tonight's mails?"));
        for (String mail : List.of("Where is my order A-17?", "Your site is down!")) {
            try {
                handle(mail);
            } catch (AiException e) {
                log.warn("Left for tomorrow: {} ({})", mail, e.code());
            }
        }
    }

    private void handle(String mail) {
        Triage triage = ai.task()
                .system("Sort this mail of a customer.")
                .prompt(mail)
                .expect(Triage.class)
                .run()
                .object();
        String reply = ai.task()
                .system("Draft a short reply to this mail of a customer.")
                .prompt(mail)
                .tools("orderState")
                .run()
                .content();
        log.info("{}{}: {}", triage.department(), triage.urgent() ? ", urgent" : "", reply);
    }
}
