## Kinds of content: what people call them and their fields.

kind-article = article
kind-faq = FAQ
kind-cta = CTA
kind-author = author
kind-category = category
kind-tag = tag

kinds-article = articles
kinds-faq = FAQs
kinds-cta = CTAs
kinds-author = authors
kinds-category = categories
kinds-tag = tags
