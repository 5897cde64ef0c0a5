FROM ruby:3.3

	# Indented with tabs, as some do.
	RUN apt-get update -qq && apt-get install -y \
		nodejs \
		postgresql-client

	RUN gem install bundler
	RUN mkdir /app ;\
		mkdir /app/log

	WORKDIR /app
	ADD Gemfile /app/Gemfile
	ADD Gemfile.lock /app/Gemfile.lock
	RUN bundle install
	ADD . /app

	EXPOSE 3000
	CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0"]
